# Run by sh -c with $0 = the pid file and "$@" = the program. The process writes its own pid file and then
# becomes the program: a supervisor killed between the two can't leave a child that nobody knows.
if [ -r /proc/self/stat ]; then
  stat=$(cat "/proc/$$/stat")
  rest=${stat##*) }
  # Field 22 of the line, the 20th after the name: the start time in clock ticks since boot.
  ticks=$(set -- $rest; shift 19; echo "$1")
  stamp="$(cat /proc/sys/kernel/random/boot_id) $ticks"
else
  stamp=$(LC_ALL=C TZ=UTC ps -o lstart= -p $$)
fi
printf '%s\n%s\n' "$$" "$stamp" >"$0.new" && mv "$0.new" "$0" || exit 126
exec "$@"
