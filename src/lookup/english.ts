/**
 * Words of everyday English, written for this project. They tell two things apart that letters alone cannot: a word
 * of the sentence around a name from a word that belongs to another name ("is lambda cheap", "lambda layer"), and a
 * word that is itself from a slip in a name ("helmet" is no misspelt Helm).
 */

/** Words that ask, and say nothing of what is asked about. */
export const asking: ReadonlySet<string> = set(`
a about again all also am an and another any anybody anyone are as ask at be beginner beginners been being best basic
basically basics between bit briefly but by can cannot cant clear clearly concept confused confusing could curious
define definition describe detail details did diff difference differences different dif do does doesnt doing dont
dummies each easy either eli5 else english even ever exactly example examples explain explained explaining explains
explanation eli fast five first for from fundamentals general get give got guide guys had has have having he hear
hello help her hey hi him his hmm how hows i id idea if ill im in info information intro introduction is isnt it its
ive just kind kinda know layman laymans learn lets like looking many may me mean meaning means might mine more most
much must my name need needed needs new newbie nice noob normal not of ok okay on one only or other our out overview
people plain please pls plz point pros cons purpose question questions quick quickly quote read real really shall she
short should shouldnt show simple simply so some somebody someone something sorry stand stands stuff suppose summary
teach tell term terms than thank thanks that thats the their them then there these they thing things think this those
thx to too tutorial tutorials u ur understand understanding up us use used useful uses using usage very want wanted
was wat way we well were what whats when where which while who whos whose why will with without wht wont word words
wondering work working works worth would wouldnt wtf wth year years yes you your back because both every everyone
explanations figure good here itself necessary no ones reason reasons refer refers same scenario scenarios sense since
though type types typical typically under understood various versus vs compare compared comparison comparing instead
rather better prefer choose pick actual actually always called calls case cases advantage advantages benefit benefits
disadvantages downside downsides drawback drawbacks upside importance important introduce popular analogy analogies
metaphor metaphors likeness imagine wanna gonna gotta cuz coz bc tldr tl dr faq
clue remind earth named called acronym abbreviation refresher heck hell
`);

/** The narrower wording that may stand around an everyday word: "what is a role", not "he played a role". */
export const wording: ReadonlySet<string> = set(`
what whats is are was s a an the explain explained define describe tell me about do does did mean means meaning of how work works
working please pls plz stand stands for definition eli5 simple simply terms term again used use i we need why when should you can
could would to it in exactly really word help understand plain english beginner beginners like im five 5 aws cloud computing heck hell
`);

/** Words that ask or request wherever they stand. */
export const requesting: ReadonlySet<string> = set(`
what whats wht wat how hows why when where which who whos whys explain define describe eli5 compare difference diff wtf understand meaning
definition acronym refresher
`);

/** Words that ask where they stand first, and say how things are elsewhere. */
export const opening: ReadonlySet<string> = set(`
is are isnt do does dont did can could should shouldnt would will has have must may tell
`);

/** Words after which the place of a thing is told. */
export const placing: ReadonlySet<string> = new Set(['in', 'of', 'on', 'for', 'inside', 'within']);

/** What is asked of a thing by its name: "lambda pricing" is about Lambda. */
export const aspects: ReadonlySet<string> = set(`
architecture basics benefit benefits best bill billing charge charges cheatsheet command commands console cost costs
definition demo docs documentation example examples explained explanation faq feature features free guide intro
introduction limit limitation limitations limits meaning name names overview performance practice practices price
prices pricing problem problems quota quotas setup size sizes speed tutorial tutorials usage use uses work workflow
works issue issues error errors help question questions lifecycle support availability options option settings setting
config configuration code app apps application applications
`);

/** Verbs, adjectives, adverbs and small words that stand around a name without changing which thing is meant. */
export const loose: ReadonlySet<string> = set(`
able above according accept access accessible across act add added adding additional affect afford after against ago
agree ahead alive allow allowed allows almost alone along already alternative although among amount annoying answer
anything anyhow apart appear apply applied around arrive aside asked asking assign attach attached available avoid
away awful bad bare basic became become becomes began begin behave belong below beside beyond big bigger biggest
billed bind blocked boring born bought break breaks bring broke broken brought build building builds built buy call
calling came capable care carry cause cease certain change changed changes changing charged cheap cheaper cheapest
check checking clean clever close closed collect combine common communicate complete completely complex complicated
confuse connect connected connecting connects constantly contain contains continue control convert cool copy correct
correctly count cover crash crashed crashes crashing create created creates creating crucial current currently cut
daily dead deal decent decide decides deep default definitely delete deleted deleting depend depends deploy deployed
deploying deploys design designed destroy detect determine develop developed developing die dies differ differently
differs difficult direct directly disable disappear discuss distinguish distribute done down download dropped dumb
during dynamic earlier early easier easily easiest effective efficient eight empty enable enabled end ends enough
ensure enter entire entirely equal essentially exact exceed excellent excess exist existing exists expect expensive
explicit expose exposed extra fail failed failing fails fair fairly fake familiar famous far faster fastest favorite
feel few fewer fill final finally find finding finds fine finish fit fits fix fixed flexible follow force forget
forgot found four free frequently full fully further gave generally gets getting given gives giving go goes going gone
grow growing grows guess guessed handle handled handles handling hang happened happening hard harder hardly hate heavy
hence hide high higher highest hire holds host hosted hosting hosts hot hour hourly huge identical idle ignore
immediately implement implemented improve include included includes including increase inside install installed
installing instantly integrate intended interact internally invoke invoked involve isolate isolated join kept kill
killed killing kills knew knowing known knows large larger largest last lastly late later latest lead learned learning
least leave left legit less lets lie lightweight limited link linked list listen little live lives living local long
longer look looks loose lose loses lots love low lower lowest made magic maintain maintained making manage managing
manages manually massive match max maybe meant meanwhile medium mention mentioned merge migrate migrating min minimal
minimum missing mix modern modify mostly mount move moved moving multiple near nearly neither never newer newest next
none normally nothing notice now number obvious obviously odd often onto open opened opens operate order ordinary
original otherwise ought outside overkill owned owns paid particular pass passing pay paying per perfect perform
perhaps permanent permanently personal place plan play plus poor positive possible possibly powerful practical
precisely prepare present pretty prevent previous private probably process produce proper properly protect prove
provide provided provides public publicly pull pulling push pushing puts quicker quiet quite random rapidly rare
rarely react reach read reading ready realistic reasonable receive received recent recently recommend recommended
reduce regular related reliable rely remain remember remove removed removes removing rename rent replace replaced
replaces replacing reply require required requires resize respond rest restart restarts result results return returns
reuse rewrite rich rid right risky rotate rough roughly run runs running safe safely safer sat save saved saves saving
saw saying says scary schedule scheduled second secure securely seem seems seen select sell send sending sends
sensible sent separate separately serious serve serves set sets seven several shared shares sharing shift shorter
shows shut shutdown side similar similarly single sit six size slightly slow slower slowly small smaller smallest
smart solve solves sometimes somewhere soon specific specify spend spin split spread stable stand standard start
started starting starts stay stays stick stop stopped stopping stops store stored stores storing straight strange
strong stupid succeed such sudden suddenly suggest suitable supported suppose supposed switch switched switching taken
takes taking talk talks tell temporary ten terrible therefore thin third thought three throw thus tied tiny together
told took top total totally touch toward track traditional transfer tried true truly trust try turn turned turns twice
unable unlike unlimited unused update updated updates updating upgrade upload uploads upon usual usually vague valid
valuable vary version via view wait waiting wake walk wants warm watch weak weird went whatever whenever wherever
whether whoever whole wide wider widely win wins wish within worked worse worst wrap write writes writing written
wrong yet youre your zero cost costs price charge aws amazon cloud friend heard keep kid lost make makes matter
matters off old once over part person say said see sort today two anyway before behind come comes consider dear great
happen happens hell hold into let level lot main mind nobody opposite own perspective picture put still sure take
talking team through trying until abandon abuse achieve adapt adjust adopt advise aim align alter analyze announce
apologize argue arrange assume attempt attract authenticate automate await balance ban bear beat bet bother bounce
bump bundle burn calculate cancel capture categorize centralize classify click clone coexist collaborate
collapse commit compile compress compute concentrate conclude conduct configure configured conflict consist construct
consume contact contribute convince coordinate correspond crawl customize dance debug debugging declare decouple
decrease dedicate delay deliver demand demonstrate deny deprecate derive deserve desire disconnect discover dislike
display divide doubt draw drain duplicate earn edit eliminate emit employ encounter encourage enforce engage enjoy
escape establish estimate evaluate evolve examine exclude execute expand expire explore extend extract fall fetch
filter fire float fold freeze generate grab grant guarantee hack halt harm hop hurt identify imitate impact impose
impress indicate influence inform inherit initiate inject inspect instruct intend interfere interrupt interrupted
invent invest invite iterate jump justify knock lack land launched lay leak lift locate lock log login logged measure
memorize mess minimize mirror misunderstand multiply negotiate nest notify obtain occur omit optimize outgrow overlap
override overwrite park participate patch patching patched pause persist pin ping poll possess postpone predict
preserve pretend print prioritize proceed progress prohibit promise promote propose provision publish purchase pursue
qualify quit raise range rebuild recognize reconnect record recover recreate redirect redo refactor refresh refuse
regret reject relate release relieve reload remind render reopen repair repeat report reproduce reside resist resolve
respect restore restrict retire retrieve retry reveal revert review reward roll sacrifice satisfy scan score scroll
settle shape ship shrink sign simplify simulate skip sleep slip smell snap span spawn specialize spoil squeeze ssh
starve steal steer stem strip struggle submit subscribe suffer summarize supply surprise surround survive suspect sync
target tear tend terminate terminated threaten throttle tie time timing tolerate toggle train translate travel
traverse troubleshoot tune uninstall unlock unpack validate vanish verify violate visit void warn waste wonder worry
yell accurate acceptable active actively adequate advanced affordable aggressive alike ancient anonymous apparent
appropriate approximate attractive automatic average backwards blank bright brief broad busy calm careful casual
central classic comfortable competitive confident consistent constant convenient corporate costly critical dangerous
dense desired detailed digital disconnected distinct domestic due eager elegant enormous essential eternal eventual
evident exciting experienced external fancy fatal faulty financial firm fluid foreign formal former fragile frequent
fresh fundamental global gradual grand handy happy harmless healthy hidden historical horizontal hungry ideal
impossible incorrect independent individual inefficient initial inner insecure interesting intermediate internal
invisible junior lazy legal logical lonely major manual marginal mature maximum mental mere messy minor mobile
moderate monthly multi mutual mysterious narrow native natural neat negative neutral noisy notable nude obsolete
occasional offline official online optimal optional outdated outer overall parallel partial passive peak physical
pointless potential precise preferred premium primary prior productive professional profitable proprietary protected
pure rapid raw remote responsible responsibility robust rural satisfied scalable secondary senior sensitive sequential
severe silent silly simultaneous solid sophisticated spare spatial steady stressful strict structural substantial
subtle successful sufficient superior suspicious theoretical thick tight tough toxic transparent tricky ugly
unavailable uncertain unclear unexpected unhealthy unnecessary unreachable unsafe unstable urgent usable useless vast
verbose viable visible vital vulnerable weekly worthwhile yearly relation relationship ways combination bottleneck
alternatives approach approaches behavior community consequence consequences disaster effort effect enterprise
enterprises founder hint hints incident interview money month months opinion outage outages pattern percent principle
principles prerequisite prerequisites production skill skills solution startup startups strategy tip tips tool trick
tricks
acquire admit approve believe borrow catch clarify collide compete complain cope diagnose double drag drop drown emerge
enlarge erase explode forbid gain gather heal insist lend meet miss obey overload permit realize reboot represent rescue
reset retain revoke rise ruin search share sink speak suspend swap treat undo
newcomer newcomers novice novices today tomorrow tonight yesterday morning afternoon evening night week weeks
pronounce engineer engineers developer developers administrator user users company companies team teams
`);

/** Of all these, words that stand in the names of products too. */
export const inProducts: ReadonlySet<string> = set(`
access add build builds check connect connects control copy count cover custom deploy deploys design direct dynamic easy entire express
extra fast flow force forward global handle host hosted hosting huge insight live load local manage manager match mix monitor multiple open
parallel personal place plan plans search share drop reset swap private process public push record reserved run runs schedule send shared simple smart specific spot
standard static store stores stream switch test total touch track transfer trusted update view volume wait watch app apps application
applications name names size sizes option options setting settings configuration config code support error errors service services
`);

/** Everyday nouns, with words that stand a letter or two from a name this project knows. */
export const nouns: ReadonlySet<string> = set(`
container containers pod event server servers region cluster node nodes snapshot backup firewall bucket volume image job task role policy
deployment monitoring logging tracing metrics failover portability elasticity operator helm namespace gateway proxy cache caching
concurrency timeout trigger queue monolith encryption authorization scaling production staging rollback sidecar secret function instance
service controller selector shield batch fork label health budget detective inspector artifact forecast stage testing backend frontend
account address adult advice age air airport alarm album alley amazon anchor angle animal ankle answer ant apartment
apple april area arm army arrow art article artist aunt author autumn baby bacon bag baker ball balloon banana band
bank bar barber bark barn barrel baseball basket basketball bat bath battery beach bean bear beard beast beat bed
bedroom bee beef beer bell belt bench bike bird birthday biscuit blanket blood blue board boat body bomb bone book
boot border boss bottle bottom bowl box boy brain branch brand bread breakfast breath brick bride bridge brother brown
brush bubble bucket budget bug bus bush business butter button cabin cable cake calendar calf camel camera camp can
candle candy cap captain car card career carpet carrot cart castle cat catalog cattle ceiling cell center century
chain chair chalk champagne champion chance channel chapter character cheek cheese chef cherry chess chest chicken
child children chin chip chocolate choice christmas church cigarette circle city class classroom clerk client climate
clock cloth clothes clothing club clue coach coal coast coat code coffee coin cold college color column company
computer concert condition conversation cook cookie copper corn corner cotton couch country county couple course court
cousin cow crab cradle cream creature credit crew cricket crime crowd crown cup curtain curve customer customers cycle
dad dance danger data database date daughter day days dealer death debt december deck deer degree dentist desert desk
dessert devil diamond diary dice dinner direction dirt dish distance doctor document dog doll dollar dolphin donkey
door dot dragon drama drawer dream dress drill drink drive driver drop drum duck dust ear earth east edge editor egg
elbow election electricity elephant elevator email enemy engine engineer entrance environment error essay evening exam
exercise exit experience eye face fact factory fairy faith fall family fan farm farmer fashion fat father fear feather
february feeling feet fence festival field fight file files film finger fire fish flag flame flat flight floor flour
flower flu fly fog folder food fool foot football forest fork form fortune fox frame freedom fridge friday friends
frog fruit fuel fun funeral fur furniture future game games garage garbage garden garlic gas gate ghost giant gift
girl glass glove goal goat god gold golf grade grain grandma grandfather grandmother grape grass gravy green grey
grocery ground group groups guest guitar gun guy gym habit hair half hall ham hammer hand handle harbor hat head
health heart heat heaven height helicopter hen hero hill history hobby hockey hole holiday home homework honey hook
hope horn horse hospital hotel house household hunger husband ice income industry ink insect interest internet
interview iron island item jacket jail jam january jar jaw jeans jet jewel joke journal journey joy judge juice july
june jungle kangaroo kettle key keyboard keys king kingdom kiss kitchen kite kitten knee knife knight knowledge lab
label labels ladder lady lake lamp land language laptop laundry law lawn lawyer layer layers leader leaf leather
lecture leg lemon lesson letter letters library life light lights lime line lion lip liquid list literature liver
lizard loan logs lorry luck luggage lunch lung machine machines magazine magic mail mall man manager map marble march
mark market marriage mask master math meal meat media medicine meeting memory men message messages metal meter metre
mile milk minute minutes mirror model mom moment monday money monkey month months mood moon morning mosquito mother
motor mountain mouse mouth movie mud muscle museum mushroom music musician nail nation nature neck needle neighbor
neighborhood neighbour nephew nerve nest net news newspaper niece night noise noodle noon north nose note notebook
november nurse nut oak ocean october offer office officer oil onion opera opinion orange orchestra oven owl owner page
pages pain paint painting pair palace pan pants paper parade parent parents parking parrot partner party passport past
pasta paste path patient pattern payment pea peace peach peanut pear pen pencil penguin pepper permission permissions
phone photo photos piano pie piece pig pigeon pillow pilot pin pineapple pipe pipes pizza planet plant plate player
pocket poem poet poetry police policeman politics pond pool population pork port post pot potato powder power prayer
president prince princess prison prize problem professor profit program programs project projects property puddle pump
pumpkin puppy purse puzzle queen quiz rabbit race radio rain rainbow rat recipe record records red relationship
religion report request requests response responses restaurant rice ride ring rings river road rock rocket roof room
rooms root rope rose row rug rule rules sail sailor salad salary salt sand sandwich sauce saturday sausage scarf scene
school science scientist scissors score screen script sea seal season seat secretary security seed sentence september
sequence shadow shape shark sheep sheet shelf shell ship ships shirt shock shoe shoes shop shopping shore shoulder
shower shrimp sign signal silence silk silver singer sink sister site skate skill skin skirt sky sleep sleeve smell
smile smoke snack snail snake snow soap soccer society sock sofa software soil soldier solution son song sound soup
south space spark speaker speech spider spinach spirit spoon sport sports spring square squirrel staff stair stamp
star state station statue steak steam steel step steps stomach stone storage storm story stove stranger strawberry
stream streams street stress string strings student style subject sugar suit suitcase summer sun sunday sunset supper
surface surgery surprise sweater swimming sword syrup table tables tail tale tank tape taste tax taxi tea teacher
tears technology teeth telephone television temperature temple tennis tent text theater theatre theory thief thread
throat thumb thunder thursday ticket tie tiger time times tip tire title toast toe toilet tomato tomorrow tongue tool
tools tooth topic towel tower town toy traffic train training travel treasure treat tree trees trip trouble truck
trumpet truth tube tuesday tunnel turkey turtle tv twin umbrella uncle uniform universe university user users vacation
vacuum valley value vase vegetable vehicle video videos village violin virus visitor voice volcano vote wage waist
waiter wall wallet wallpaper walnut war warrior water waterfall wave wax wealth weapon weather web website websites
wedding wednesday week weekend weight west whale whales wheat wheel wife wild wind window windows wine wing winter
wire wolf woman women wood wool world workshop worm wound wrist writer yard yesterday yogurt youth zebra zoo groceries
leftovers cleaning commute barbecue lamb lambs lambada lamed helmet helmets helms helped helper hello realm elm ecru
ecus seeks weeks leeks peeks geeks elks eek docket dock docks docked docking dork dicker ducker dockers locker locket
rocker cocker poker duckers contained containing containment contain contains contender continental contents content
contentment podium pud pad pads peed pots rod nod nods noddle nude coder codes mode modes modem lode rode bode cachet
catch catches cash cashing aching coaching cluck clutter clutch bluster flutter muster custard custer lustre luster
ingest ingrown ingots egress progress congress ingredient ingrate helix heal heel hem help holm hems sublet submit
sonnet bonnet runet fargo forgot forget frigate target fart regatta farmgate fumigate large farewell terrain terrace
terrarium terrific reform formation information informal inform reformation confirmation conformation affirmation aura
auroral dynamo dynamic dynamite dynasty glazier placer gracie grazier beanbag beanpole beans beanie plastic drastic
elastics plasticity ecstatic electric selection erection elections fluctuation serve served sever severed several
severance serving sermon servant serviceman serviced servile surveyor crevice novice device devices invoice invoices
offices polite politely polish polices policed pollen pulley roll rolls rover rolled troll stroll sole mole pole tusk
ask bask flask tact tastes jab jog jot bob mob rob lob valium vellum legion reign regional reason regime reunion
session sessions mission passion pension tension version versions even prevent vent advent invent vents eventful
eleven evens seven cement mage imagine imagined engage manage imaging visage sage stagger staying staring stating
aging wages states static status statement snapchat slapshot backpack backyard backed hiccup bracket brackets baskets
bouquet bocket firewood firefly fireball rainfall wirehall failing falling fallover hangover rollover leftover falloff
makeover turnover fallback callback playback feedback drawback payback patency latent lately latecomer lattice potency
vacancy tendency agency legacy currency delegate delegates elegance tenancy regent agent lodging jogging logic login
longing clogging blogging bagging monitor monitors mentoring monitored motoring minotaur metric meters medics matrix
merits tracking tricks tracer trading traces trance racing facing placing trace encrypted encrypt decryption
description inscription prescription subscription authentic authenticity authors authority authorize authored kernel
cuddle cubes cube cubicle cute kubrick kennel shipped snare silo solo simple sample sampler example webcam handbook
facebook textbook outlook hooks routes routine router rotate outer outerwear proxies prosy foxy epoxy getaway highway
hallway pathway subway driveway runway railway takeaway gates networks framework artwork teamwork patchwork clockwork
webs nets neat nat gnat vat ann nap gnats stack slack stuck task stats stocks cron icon icy spy sly spots spit sort
stop shot slot snot spa spat reversed preserved deserved observed observe observer observant observatory conservation
reservation observation resilience brilliance tasteful hateful fateful grateful stately stateliness tasteless baseless
senseless spotless useless endless careless harmless painless homeless breathless nameless shameless timeless seamless
countless heartless wireless tireless selfless restless reckless ruthless worthless priceless effortless sunless
sleeveless virtually virtual virtue visual ritual spiritual supervisor advisor supervise virtualize reality potability
portably durability notability probability possibility capability stability ability liability scales scaled scalding
scaly whaling sailing calling selling stalling sealing shaling peeling scratch orchestral orchid orchard orchards
orchestras illustration administration registration demonstration frustration restoration arbitration concentration
ministry chemistry forestry pantry register registered registers sidebar sidewalk sidestep sidcup scar secretly sacred
secrete discreet decrees discrete workspace aerospace backspace cyberspace employment employments enjoyment
developments envelopment elopement engagement replacement department compartment assignment alignment employed
employee employer reaped replied replicas replicate demon damon daemon salmon cloudy clouds clout clod loud proud
shroud cloudburst crowds clown waft wharf waif raft trauma llama lambast lammas mamba samba rumba roulette sprouts
trout sneeze sonar sins sans suns sis ski skis pubs pub sub subs dub tub cub cubs canaries carnal canal canals cannery
granary binary vinary missionary cue cues quest barbeque cheque unique clique antique torque
`);

function set(words: string): ReadonlySet<string> {
  return new Set(words.trim().replaceAll('\n', ' ').split(' '));
}
