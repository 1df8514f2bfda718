/**
 * Everyday words for the same thing, written for this project: somebody who does not know a name describes it in other
 * words than the content. A word may stand in several lines.
 */
export const synonyms: readonly string[] = `
computer machine server box instance host hardware
app application program software
disk drive volume ssd
folder directory file share
store storage keep save hold put park
copy replica clone duplicate spare
backup copy spare restore
photo picture image moment
fast quick speed performance
cheap cost price discount save
bill cost invoice spend money
pay charge bill price
rent hire borrow lease
allow let permit permission right
permission right access allow
user people person human customer visitor
website site web page
login log sign authenticate password
fail break crash die broken fault burn lose down
down outage unavailable fail
automatic automatically itself
watch monitor observe see check
alert alarm warn notify notification wake
send publish deliver pass forward
message event notification
wait line queue
many several multiple lot
split divide distribute spread share balance
spread balance several distribute
small tiny little
change update modify edit
version release
undo back previous last earlier old return
hide hidden private internal closed
encrypt scramble unreadable cipher
password secret credential
building office house premise
run execute start launch
stop off shut end
grow bigger more increase scale larger add
shrink smaller less decrease
limit restrict only least
delay slow wait time travel
rule policy list
address ip url link
domain name
find discover locate
template text file description yaml
write define describe
record history track audit who
test try check
release deploy ship live production
location region place area geographic
world global worldwide
near close nearest
guarantee promise agreement
same identical
twice again repeat
group set bunch several
room building hall
connect link join tunnel
block stop filter bad attack protect
outside internet public
inside internal private
report analytics analysis
read lookup query
code function source
brain manage control
helper beside sidecar
manager install tool
url web address
happen event
call invoke request
request traffic visit
traffic request visitor load
front door entry entrance
first before early
few some small part
together mixed both combine
own self mine
need required
talk communicate
memory ram cache
often frequent frequently
provider vendor company
care manage run look
data information
key encryption
vertical bigger
horizontal more
warm ready start
container box package
restart replace
kubernetes k8s
`
  .trim()
  .split('\n');
