/** Pages of the docs as a test reads them. */

export interface FileStep {
  readonly kind: "file";
  readonly path: string;
  readonly text: string;
}

export interface CommandStep {
  readonly kind: "command";
  readonly text: string;
  /** Ends with ` &` on the page: it continues while the next ones run. */
  readonly background: boolean;
  /** The lines that the page shows; `...` stands for any number of others. */
  readonly shown: readonly string[];
  /** What is typed when it asks. */
  readonly input: string;
  readonly exit: number;
  /** Line of the page, for messages. */
  readonly line: number;
}

export type Step = FileStep | CommandStep;

/**
 * What a reader of the page does, in order. A code block whose language is followed by a path is a file to write:
 * ```` ```hcl main.tf ````. In a `console` block, lines that start with `$ ` are typed, the others are the answer;
 * `exit=3` after the language is the exit code of its last command, `input=yes` what is typed into it.
 */
export function stepsOf(markdown: string): Step[] {
  const steps: Step[] = [];
  const lines = markdown.split("\n");
  for (let at = 0; at < lines.length; at++) {
    const fence = /^```(\S+)?(.*)$/.exec(lines[at]!);
    if (fence === null) continue;
    const from = at + 1;
    while (lines[++at] !== "```")
      if (at >= lines.length) throw new Error(`Line ${from}: the block has no end.`);
    const body = lines.slice(from, at);
    const [, language, rest = ""] = fence;
    const words = rest.trim().split(/\s+/).filter(Boolean);
    if (language === "console") steps.push(...commandsOf(body, from + 1, words));
    else if (words[0] !== undefined)
      steps.push({ kind: "file", path: words[0], text: `${body.join("\n")}\n` });
  }
  return steps;
}

function commandsOf(body: readonly string[], line: number, attributes: readonly string[]): CommandStep[] {
  const commands: { text: string; shown: string[]; line: number }[] = [];
  body.forEach((text, index) => {
    const current = commands.at(-1);
    if (text.startsWith("$ ")) commands.push({ text: text.slice(2), shown: [], line: line + index });
    else if (current === undefined) throw new Error(`Line ${line + index}: an answer without a command.`);
    else if (text.startsWith("> ")) current.text += `\n${text.slice(2)}`;
    else current.shown.push(text);
  });
  const attribute = (name: string) =>
    attributes.find((word) => word.startsWith(`${name}=`))?.slice(name.length + 1);
  return commands.map(({ text, shown, line: at }, index) => ({
    kind: "command",
    text: text.replace(/ &$/, ""),
    background: text.endsWith(" &"),
    shown: shown.filter((shownLine) => shownLine.trim() !== ""),
    input: attribute("input") ?? "",
    exit: index === commands.length - 1 ? Number(attribute("exit") ?? 0) : 0,
    line: at,
  }));
}

/** What differs from one machine and run to the next. */
const variable: readonly RegExp[] = [
  /\bprocess \d+ on [\w.-]+/g,
  /\b(acc|agent|apool|apply|at|cv|dds|env|hook|pcfg|plan|run|sv|task|user|vcs|wd|wh|ws)-[a-z0-9]{8,}\b/g,
  /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/g,
  /127\.0\.0\.1:\d+/g,
  /\beyJ[\w-]+\.[\w-]+\.[\w-]+\b/g,
  /\b[0-9a-f]{40}\b/g,
  /(?<=\bat )[0-9a-f]{7}\b/g,
  /\bnow\b|\b\d+[dhms]( \d+[hms])? ago\b/g,
  /\d+(m\d+)?s\b/g,
  /\[id=\d+\]/g,
  /"\d{15,}"/g,
  /\d+ KiB/g,
  /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g,
];

const comparable = (line: string): string =>
  variable
    .reduce((text, pattern) => text.replaceAll(pattern, "~"), line)
    .replace(/\s+/g, " ")
    .trim();

/** How a program asks a terminal for a colour. */
const COLOUR = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, "g");

/** The first line of `shown` that `output` lacks, in order and from `...` to `...` without gaps; null when it has all. */
export function missing(shown: readonly string[], output: string): string | null {
  // The log of a run that is started in a terminal has colours.
  const actual = output
    .replace(COLOUR, "")
    .split(/\r?\n/)
    .map(comparable)
    .filter((line) => line !== "");
  let at = 0;
  let free = true;
  for (const line of shown) {
    if (line.trim() === "...") {
      free = true;
      continue;
    }
    const wanted = comparable(line);
    const found = free ? actual.indexOf(wanted, at) : actual[at] === wanted ? at : -1;
    if (found === -1) return line;
    at = found + 1;
    free = false;
  }
  return null;
}
