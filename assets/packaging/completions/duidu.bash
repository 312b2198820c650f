# Completion of duidu for bash.
_duidu() {
  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]}
  case $before in
    --reference-date) COMPREPLY=(); return ;;
  esac
  if [[ $word == -* ]]; then
    mapfile -t COMPREPLY < <(compgen -W '--out --with-text --reference-date --log --help --version' -- "$word")
  else
    mapfile -t COMPREPLY < <(compgen -f -- "$word")
    [ "$COMP_CWORD" = 1 ] && mapfile -t -O "${#COMPREPLY[@]}" COMPREPLY < <(compgen -W 'extract' -- "$word")
  fi
}
complete -o filenames -F _duidu duidu
