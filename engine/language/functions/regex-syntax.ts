import { FunctionError } from "./function.js";

/**
 * Translates a pattern of RE2's syntax, which OpenTofu uses, to one of JavaScript with the `u` flag. What RE2 refuses
 * (look-around, references to groups) is refused too.
 */
export function translate(pattern: string, argument?: number): RegExp {
  const translator = new Translator(pattern, argument);
  const source = translator.run();
  try {
    return new RegExp(source, `u${translator.flags}`);
  } catch {
    throw new FunctionError(`invalid regexp pattern: ${pattern}`, argument);
  }
}

/** Classes as RE2 has them: of ASCII characters only. */
const PERL: Readonly<Record<string, string>> = {
  d: "0-9",
  s: "\\t\\n\\f\\r ",
  w: "0-9A-Za-z_",
};

const POSIX: ReadonlyMap<string, string> = new Map([
  ["alnum", "0-9A-Za-z"],
  ["alpha", "A-Za-z"],
  ["ascii", "\\x00-\\x7f"],
  ["blank", "\\t "],
  ["cntrl", "\\x00-\\x1f\\x7f"],
  ["digit", "0-9"],
  ["graph", "!-~"],
  ["lower", "a-z"],
  ["print", " -~"],
  ["punct", "!-\\/:-@\\[-`\\{-~"],
  ["space", "\\t\\n\\v\\f\\r "],
  ["upper", "A-Z"],
  ["word", "0-9A-Za-z_"],
  ["xdigit", "0-9A-Fa-f"],
]);

/** Everything but a class of ASCII characters, as part of another class. */
function complement(set: string): string {
  const inside = new RegExp(`[${set}]`, "u");
  let ascii = "";
  for (let code = 0; code < 0x80; code++) {
    if (!inside.test(String.fromCharCode(code))) ascii += `\\x${code.toString(16).padStart(2, "0")}`;
  }
  return `${ascii}\\x80-\\u{10ffff}`;
}

const SYNTAX = /[\\^$.*+?()[\]{}|/]/;

class Translator {
  /** Flags for the whole pattern. */
  flags = "";
  private at = 0;
  private dotAll = false;

  constructor(
    private readonly pattern: string,
    private readonly argument: number | undefined,
  ) {}

  private fail(reason: string, part: string): never {
    throw new FunctionError(`invalid regexp pattern: ${reason} in ${part}`, this.argument);
  }

  run(): string {
    this.leadingFlags();
    let out = "";
    while (this.at < this.pattern.length) out += this.next();
    return out;
  }

  private leadingFlags(): void {
    const match = /^\(\?([imsU]+)\)/.exec(this.pattern);
    if (!match) return;
    this.at = match[0].length;
    for (const flag of new Set(match[1]!)) {
      if (flag === "U") this.unsupported("(?U)");
      if (flag === "s") this.dotAll = true;
      else this.flags += flag;
    }
  }

  private unsupported(what: string): never {
    throw new FunctionError(
      `the embedded engine does not support ${what} in this place of a pattern: use --engine tofu, or put flags at the very start`,
      this.argument,
    );
  }

  private next(): string {
    const c = String.fromCodePoint(this.pattern.codePointAt(this.at)!);
    switch (c) {
      case "\\":
        return this.escape();
      case "[":
        return this.charClass();
      case "(":
        return this.group();
      case ".":
        this.at++;
        return this.dotAll ? "[\\s\\S]" : "[^\\n]";
      case "{": {
        const repeat = /^\{(\d+)(,(\d*))?\}/.exec(this.pattern.slice(this.at));
        this.at += repeat ? repeat[0].length : 1;
        if (repeat && (Number(repeat[1]) > 1000 || Number(repeat[3] ?? 0) > 1000)) {
          this.fail("invalid repeat count", repeat[0]);
        }
        return repeat ? repeat[0] : "\\{";
      }
      case "}":
      case "]":
        this.at++;
        return `\\${c}`;
      case "/":
        this.at++;
        return "\\/";
      default:
        this.at += c.length;
        return c;
    }
  }

  private group(): string {
    const rest = this.pattern.slice(this.at);
    const named = /^\(\?P?<([A-Za-z_][A-Za-z0-9_]*)>/.exec(rest);
    if (named) {
      this.at += named[0].length;
      return `(?<${named[1]}>`;
    }
    if (rest.startsWith("(?:")) {
      this.at += 3;
      return "(?:";
    }
    if (rest.startsWith("(?")) {
      const flags = /^\(\?[imsU-]+[:)]/.exec(rest);
      if (flags) this.unsupported(`the flags ${flags[0]}`);
      this.fail("invalid or unsupported Perl syntax", rest.slice(0, 3));
    }
    this.at++;
    return "(";
  }

  /** A backslash and what belongs to it, outside of classes. */
  private escape(): string {
    const c = this.pattern[this.at + 1];
    if (c === undefined) this.fail("trailing backslash at end of expression", "``");
    if (c === "A" || c === "z") {
      this.at += 2;
      return c === "A" ? "(?<![\\s\\S])" : "(?![\\s\\S])";
    }
    if (c === "b" || c === "B") {
      this.at += 2;
      return `\\${c}`;
    }
    if (c === "Q") {
      const end = this.pattern.indexOf("\\E", this.at);
      const text = this.pattern.slice(this.at + 2, end < 0 ? undefined : end);
      this.at = end < 0 ? this.pattern.length : end + 2;
      return [...text].map(literal).join("");
    }
    const perl = PERL[c.toLowerCase()];
    if (perl !== undefined) {
      this.at += 2;
      return c === c.toLowerCase() ? `[${perl}]` : `[^${perl}]`;
    }
    return this.character();
  }

  /** An escape that stands for one character or a Unicode class: the same inside classes. */
  private character(): string {
    const rest = this.pattern.slice(this.at);
    const unicode = /^\\([pP])(?:([A-Z])|\{(\^?)([A-Za-z_]+)\})/.exec(rest);
    if (unicode) {
      this.at += unicode[0].length;
      const [, p = "p", short, not, long] = unicode;
      const name = short ?? long!;
      const negated = (p === "P") !== (not === "^");
      return `\\${negated ? "P" : "p"}{${name.length > 2 ? `Script=${name}` : name}}`;
    }
    const hex = /^\\x(?:([0-9a-fA-F]{2})|\{([0-9a-fA-F]+)\})/.exec(rest);
    if (hex) {
      this.at += hex[0].length;
      return literal(String.fromCodePoint(Number.parseInt(hex[1] ?? hex[2]!, 16)));
    }
    const octal = /^\\0[0-7]{0,2}|^\\[1-7][0-7]{1,2}/.exec(rest);
    if (octal) {
      this.at += octal[0].length;
      return literal(String.fromCharCode(Number.parseInt(octal[0].slice(1), 8)));
    }
    const c = rest[1] ?? "";
    this.at += 2;
    if (/[nrtfv]/.test(c)) return `\\${c}`;
    if (c === "a") return "\\x07";
    if (c < "\x80" && !/[0-9A-Za-z]/.test(c)) return literal(c);
    return this.fail("invalid escape sequence", `\`\\${c}\``);
  }

  private charClass(): string {
    const from = this.at;
    let out = "[";
    this.at++;
    if (this.pattern[this.at] === "^") {
      out += "^";
      this.at++;
    }
    for (let first = true; first || this.pattern[this.at] !== "]"; first = false) {
      const c = this.pattern[this.at];
      if (c === undefined) this.fail("missing closing ]", this.pattern.slice(from));
      const posix = /^\[:(\^?)(.*?):\]/s.exec(this.pattern.slice(this.at));
      if (posix) {
        const set = POSIX.get(posix[2]!);
        if (set === undefined) this.fail("invalid character class range", posix[0]);
        out += posix[1] === "^" ? complement(set) : set;
        this.at += posix[0].length;
        continue;
      }
      if (c === "\\") {
        const next = this.pattern[this.at + 1] ?? "";
        const perl = PERL[next.toLowerCase()];
        if (perl !== undefined) {
          out += next === next.toLowerCase() ? perl : complement(perl);
          this.at += 2;
        } else {
          out += this.character();
        }
        continue;
      }
      const letter = String.fromCodePoint(this.pattern.codePointAt(this.at)!);
      // A hyphen makes a range between two characters only.
      const edge = letter === "-" && (first || this.pattern[this.at + 1] === "]");
      out += letter === "-" && !edge ? "-" : literal(letter);
      this.at += letter.length;
    }
    this.at++;
    return `${out}]`;
  }
}

function literal(c: string): string {
  if (SYNTAX.test(c) || c === "-") return `\\${c}`;
  return c === "\n" ? "\\n" : c === "\r" ? "\\r" : c;
}
