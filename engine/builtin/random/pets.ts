/** Names made of words that are easy to say. */
import { randomInt } from "node:crypto";

const ADVERBS =
  "always barely boldly briefly calmly clearly deeply early evenly fairly firmly freely gently gladly hardly highly jointly justly kindly largely lately lightly mainly merely mildly mostly nearly neatly newly nicely oddly openly partly plainly purely quickly quietly rarely readily really richly rightly safely shortly simply slowly smoothly softly solely subtly surely swiftly truly vastly warmly widely wisely".split(
    " ",
  );
const ADJECTIVES =
  "able active agile amber ample apt aware bold brave bright brisk calm careful civil clean clever crisp curious daring deep direct eager early easy exact fair famous fine firm fleet fond free fresh gentle glad golden good grand happy hardy honest humble ideal jolly keen kind lively loyal lucid lucky merry mighty modest neat nimble noble open patient plain polite proud quick quiet rapid ready robust serene sharp silent sincere smart smooth snug solid sound steady strong sturdy subtle sunny sure swift tidy tough trusty upbeat useful vital vivid warm wise witty young".split(
    " ",
  );
const ANIMALS =
  "adder alpaca ant badger bat beagle bear beaver bee bison boar buffalo camel cat cheetah cod condor cougar cow coyote crab crane cricket crow deer dingo dodo dog dolphin donkey dove duck eagle eel elk falcon ferret finch fox frog gecko gibbon giraffe goat goose gopher hare hawk hen heron hippo horse husky ibex iguana impala jackal jaguar jay kiwi koala lark lemur lion llama lobster lynx magpie marmot marten mink mole monkey moose moth mouse mule newt octopus orca osprey otter owl ox panda panther parrot penguin pig pika pony puffin puma python quail rabbit raccoon ram raven robin salmon seal shark sheep shrew shrimp skunk sloth snail sparrow spider squid stag stork swan tapir termite tiger toad trout tuna turkey turtle viper walrus wasp weasel whale wolf wombat worm yak zebra".split(
    " ",
  );

const pick = (words: readonly string[]): string => words[randomInt(words.length)]!;

/** A name of `length` words: adverbs, an adjective and an animal. */
export function petName(length: number): string[] {
  if (length <= 1) return [pick(ANIMALS)];
  const adverbs = Array.from({ length: length - 2 }, () => pick(ADVERBS));
  return [...adverbs, pick(ADJECTIVES), pick(ANIMALS)];
}
