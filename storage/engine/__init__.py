"""How statements reach the database: connections, transactions, prepared statements, group commit, the office cache.

Nobody outside storage imports any of it. What a use case sees of it is an office's door (storage/work.py):

    office = storage.office("khonkaen2")
    with office.reading() as work:              # one moment of the database; waits for no writer
        work.people.by_line_user(user_id)       # from memory, where the office has not changed (office_cache.py)
    with office.work() as work:                 # one transaction that may write; nothing stays without commit
        work.outbox.post(delivery)
        work.commit()
    office.change(prepare, apply)               # prepare(work) reads → apply(work, prepared) writes

`change` shares transactions with other threads (group_commit.py), and comes again where `apply` raises Conflict. Above
the engine each subject has a repository (repository.py) of statements written once, compiled once a process for either
database (prepared.py), and run by the driver itself in the transaction (transactions.py).
"""
