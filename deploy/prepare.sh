# Shared by deploy/demo, deploy/test and .ci/run: a Python, a virtual environment in .venv, the pinned packages.
# POSIX sh, to be sourced with $root set to the project's folder. Sets $venv and $python.

venv=$root/.venv
python=$venv/bin/python

# A shell set up for another project must not lead the installation elsewhere.
unset PYTHONHOME PYTHONPATH PIP_TARGET PIP_PREFIX PIP_REQUIRE_VIRTUALENV
# Each process would compile every module anew, tests and the programs they start above all.
unset PYTHONDONTWRITEBYTECODE
export PIP_USER=0 PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_INPUT=1

NEW_ENOUGH='import sys; sys.exit(sys.version_info < (3, 11))'
ABLE="import ensurepip, venv; $NEW_ENOUGH"

say() {
    printf '%s\n' "$*"
}

refuse() {
    printf '%s\n' "$@" >&2
    exit 1
}

# The first Python for which the code $1 succeeds. Each is tried by running it: a name may be there and not work.
python_for() {
    for candidate in python3.13 python3.12 python3.11 python3; do
        if "$candidate" -c "$1" >/dev/null 2>&1 </dev/null; then
            command -v "$candidate"
            return 0
        fi
    done
    return 1
}

find_python() {
    python_for "$ABLE" && return 0
    if found=$(python_for "$NEW_ENOUGH"); then
        refuse "$found ยังขาดส่วน venv · บน Debian หรือ Ubuntu สั่ง sudo apt install python3-venv แล้วสั่งใหม่อีกครั้ง" \
            "$found has no venv module. On Debian or Ubuntu run: sudo apt install python3-venv, then run this again."
    fi
    refuse "ไม่พบ Python 3.11 ขึ้นไป · ติดตั้ง Python แล้วสั่งใหม่อีกครั้ง" \
        "Python 3.11 or newer was not found. Install it and run this again."
}

# What the environment was last prepared from. The folder counts too: an installation knows where it lives.
stamp_of() {
    cat "$root/pyproject.toml" "$root"/deploy/requirements*.txt | cksum
    printf '%s\n' "$root"
}

make_venv() {
    "$python" -c "$NEW_ENOUGH" >/dev/null 2>&1 && "$python" -m pip --version >/dev/null 2>&1 && return 0
    base=$(find_python) || exit 1
    say "กำลังสร้างที่ติดตั้งใน $venv ด้วย $base"
    "$base" -m venv --clear "$venv" || refuse \
        "สร้าง $venv ไม่สำเร็จ · ตรวจว่าโฟลเดอร์นี้เขียนได้และดิสก์มีที่ว่าง แล้วสั่งใหม่อีกครั้ง" \
        "Could not make $venv. Check that the folder is writable and the disk has room, then run this again."
}

install() {
    "$python" -m pip install -qq "$@" || refuse \
        "ติดตั้งไม่สำเร็จ · ตรวจอินเทอร์เน็ตแล้วสั่งใหม่อีกครั้ง ส่วนที่ติดตั้งแล้วไม่ต้องทำซ้ำ" \
        "The installation failed. Check the network and run this again; what is installed already is kept."
}

# Makes .venv hold the packages of deploy/$1 and the project itself. Does nothing where it did so before.
prepare() {
    stamp=$venv/ready-for-$1
    if [ -x "$python" ] && [ -x "$venv/bin/tanrob" ] && [ "$(cat "$stamp" 2>/dev/null)" = "$(stamp_of)" ]; then
        return 0
    fi
    make_venv
    say "กำลังติดตั้งแพ็กเกจตาม deploy/$1 (ครั้งแรกใช้เวลาราว 1 นาที)"
    install -r "$root/deploy/$1"
    # The build tool is among the packages just installed, so nothing is fetched a second time.
    install --no-deps --no-build-isolation -e "$root"
    stamp_of >"$stamp"
}
