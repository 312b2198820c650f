# Completion of duidu for fish.
complete -c duidu -n '__fish_is_first_arg' -a extract -d 'Analyse without a window'
complete -c duidu -l out -r -F -d 'Write to a file'
complete -c duidu -l with-text -d 'Print the decoded text of every source'
complete -c duidu -l reference-date -x -d 'Stands in for the date of a work that states none'
complete -c duidu -l log -d 'Say what goes on'
complete -c duidu -s h -l help -d 'List commands and options'
complete -c duidu -s V -l version -d 'Print the version'
