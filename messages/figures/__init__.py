"""All arithmetic: every total, percent and remaining is computed here and nowhere else."""
