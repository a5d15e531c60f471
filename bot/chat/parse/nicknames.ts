/** Names that people use for one another, folded: names on one line match each other. A name may stand on several lines. */
const GROUPS = `
alex alexander alexandra alexandria alexis alec sandy sasha
al alan allan albert alfred alistair alasdair
amanda mandy
amy amelia
andy andrew drew
ann anna anne annie
anthony tony
art arthur
barb barbara
beth bethany elizabeth liz lizzie betty eliza libby lisa
becky becca rebecca
ben benjamin benny benedict
bill billy will willy william liam
bob bobby rob robbie robert
brad bradley
cam cameron
cat cath cathy kate katie kathy katherine kathryn catherine kat kitty
charlie charles chuck charlotte
chris christopher kris kristopher
chris christine christina chrissy tina
cindy cynthia
clem clement clementine
con connor conor
dan danny daniel
dani danielle
dave davey david
deb debbie deborah debra
dick rick ricky rich richie richard
dom dominic dominick
don donald donnie
doug douglas
ed eddie edward ned ted teddy
ellie eleanor nell nora
em emma emily emmy
fran frank francis frankie francesca frances
fred freddie frederick alfred
gabe gabriel gabby gabriella
gary gareth gaz
geoff jeff geoffrey jeffrey
george georgie georgia georgina
gerry jerry gerald gerard jeremy
greg gregory
hal harry henry harold harriet
iz izzy isabel isabelle isabella
jack john johnny jon jonathan
jake jacob
james jim jimmy jamie
jan janet janice
jen jenny jennifer
jess jessie jessica
jo joe joey joseph
jo joanne joanna josephine josie
josh joshua
ken kenny kenneth
kim kimberley kimberly
larry laurence lawrence laurie
len lenny leonard leo
lou louis lewis louise
luke lucas
maddie madeleine madison
maggie meg peggy margaret greta
marty martin
mat matt matthew matty
max maxine maxwell maximilian
mel melanie melissa
mick mike mickey michael mikey
mo mohammed muhammad mohamed mohammad
nat nate nathan nathaniel natalie natasha
nick nicky nicholas nicolas nicola nicole
oli ollie oliver olivia
pam pamela
pat paddy patrick patricia trish tricia patty
pete peter
phil philip phillip pippa philippa
ray raymond
ron ronnie ronald
sam sammy samuel samantha
sara sarah sally
seb sebastian
shaun sean shawn
sid sidney
steph stephanie
steve steven stephen stevie
stu stuart stewart
sue susan suzanne susie
tess tessa theresa teresa terry terence
theo theodore theodora
tim timmy timothy
tom tommy thomas
val valerie valentina
vic vicky victor victoria tori
vince vincent
wes wesley
zac zach zack zachary
zoe zoey
`;

/** Names that count as `name` (folded), itself not among them. */
export type NicknameBook = (name: string) => ReadonlySet<string>;

const NONE: ReadonlySet<string> = new Set();

/** The usual English short names, with `more` groups that an admin added: `['ana', 'anastasia']`. */
export function nicknameBook(more: readonly (readonly string[])[] = []): NicknameBook {
  const lines = GROUPS.trim().split('\n');
  const book = new Map<string, Set<string>>();
  for (const group of [...lines.map((line) => line.split(' ')), ...more])
    for (const name of group)
      book.set(name, new Set([...(book.get(name) ?? []), ...group.filter((other) => other !== name)]));
  return (name) => book.get(name) ?? NONE;
}

export const ENGLISH_NICKNAMES: NicknameBook = nicknameBook();
