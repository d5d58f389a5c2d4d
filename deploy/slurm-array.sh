#!/bin/bash
#SBATCH --job-name=trabecula
#SBATCH --ntasks=1
#SBATCH --cpus-per-task=1
#SBATCH --mem=2G
#SBATCH --time=04:00:00
#SBATCH --requeue
# One task of an array checks every SHARDS-th plan below ROOT, one after another; submit it again, whole or in part, and
# only what is missing is done.
#
#   sbatch --array=1-200%50 deploy/slurm-array.sh 200 PLANS RESULTS --trial himars --time-limit 600
#   sbatch --dependency=afterany:JOB --wrap 'trabecula batch PLANS --out RESULTS --trial himars --summary-only'
#
# TRABECULA names the command where it is not on the PATH. The time of a task must hold its plans: SLURM ends it with
# SIGTERM, and what is done stays done.
set -u
if [ $# -lt 3 ] || [ -z "${SLURM_ARRAY_TASK_ID:-}" ]; then
  echo "usage: sbatch --array=1-SHARDS $0 SHARDS ROOT OUT --trial ID [options of trabecula batch]" >&2
  exit 64
fi
shards=$1 root=$2 out=$3
shift 3
${TRABECULA:-trabecula} batch "$root" --out "$out" --jobs "${SLURM_CPUS_PER_TASK:-1}" \
  --shard "$SLURM_ARRAY_TASK_ID/$shards" "$@"
status=$?
# 0, 1 and 2 are verdicts: the task did what it should. Above, some plan has none; its record says why.
[ "$status" -gt 2 ] || status=0
exit "$status"
