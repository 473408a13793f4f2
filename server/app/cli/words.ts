/** What the terminal prints about itself. */
export const help = `parley, a WhatsApp marketing platform

  parley start                         the whole program on this machine (npm start)
  parley api | worker                  the roles apart, sharing one DATABASE_URL
  parley emulator [--env | --json]     a WhatsApp of your own, alone
  parley status                        is anything wrong, what is going on
  parley stop-everything               no offer leaves any more, within a second; answers go on
  parley go-on                         offers leave again
  parley import FILE [options]         contacts from a CSV file
      --country FR                     for phone numbers without a country (default: the workspace's)
      --consent-source "Web form"      where people agreed to offers, with
      --consent-wording "Yes, I …"       what they agreed to, and
      --consent-date 2026-11-01          when; without these nobody in the file can be marketed to
      --consent-column                 only rows whose consent column says yes
      --map "Column=target"            phone, first_name, last_name, full_name, email, language, country, company,
                                       tags, consent, external_id, skip or field:key; may be repeated
      --tag fair-2026                  a tag for everybody in the file
      --skip-existing                  leave people alone who are here already
      --dry-run                        say what would happen and stop
      --errors FILE                    write the rows that failed to FILE
  parley say PHONE|CONTACT [WORDS]     one message by the default number; free-form needs an open service window
      --image|--video|--audio|--voice|--document|--sticker FILE|ID|ADDRESS
                                       a file of this machine, of the media library, or of the web; words are its caption
      --location 45.764,4.8357  --name "Roastery"  --address "1 rue du Café"
      --button "Yes" --button "No"     one to three reply buttons below the words
      --link https://… --label "See"   a button that opens an address
      --quote msg_…                    answers a message;  with --react ☕ reacts to it
      --message FILE|-                 any kind as JSON (docs/use/messages.md), templates too
      --check                          say what WhatsApp would refuse, and send nothing
  parley campaign list
  parley campaign plan NAME|ID         what a launch would do, in numbers
  parley campaign plan NAME|ID --diff  and what changed since the plan before, or since --with PLAN
  parley campaign launch NAME|ID       after one minute in which \`undo\` takes it back; asks first unless --yes
      --undo-seconds 60  --yes  --watch
  parley campaign undo|pause|resume|stop NAME|ID
  parley campaign pace NAME|ID         longer, shorter, dearer while it is under way: --spread MINUTES --hours 9-20 --threads N --budget AMOUNT, or none
  parley campaign canary NAME|ID       how its first sample did; --release the next, --wait as long again, --stop for good
  parley campaign report NAME|ID [--watch]
  parley campaign broadcasts NAME|ID   every time it went out
  parley campaign doubts NAME|ID       who is in doubt: sent, and the answer was lost
  parley campaign again|close NAME|ID  sends again to those in doubt, or leaves them so; --recipient 12 for one of them
  parley campaign retry NAME|ID --code 132001  sends again to who failed so, once it is put right; --dry-run only counts
                                       without a code of Meta’s: --fault hours | file | unsaid | values
  parley campaign test NAME|ID         to every phone of the team, or --phone +33…;  --language fr, --free
  parley campaign clone|remove NAME|ID a new draft with the same choices; throw a draft away
  parley template list | sync           templates with the state of each language; ask Meta for them
  parley template show NAME|ID [LANG]  one with its pauses, copies and next change; with a language, its versions and what changed
  parley template check|create FILE    the JSON of POST /v1/templates: only look for faults, or submit it
  parley template submit NAME|ID LANG  hand over its draft
  parley template archive|unarchive NAME|ID
  parley key create NAME [--scope contacts:read …]
  parley password                      a new password for the owner

Every command takes --json. Where the server is and who asks: --url or PARLEY_URL, --key or PARLEY_API_KEY; on the
machine that runs Parley both are found by themselves.`;
