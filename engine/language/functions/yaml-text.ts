import type { Value } from "../../values/index.js";

/** A line that is longer is folded at its next space. */
const WIDTH = 80;

/** A wholly known value as a YAML document, in the style that OpenTofu writes. */
export function yamlText(value: Value): string {
  const writer = new YamlWriter();
  writer.node(value, -1, "root");
  return writer.out.endsWith("\n") ? writer.out : `${writer.out}\n`;
}

function isMapping(value: Value): boolean {
  return value.type.kind === "map" || value.type.kind === "object";
}

class YamlWriter {
  out = "";

  private get column(): number {
    return this.out.length - (this.out.lastIndexOf("\n") + 1);
  }

  private indent(level: number): void {
    if (this.out !== "" && !this.out.endsWith("\n")) this.out += "\n";
    this.out += " ".repeat(Math.max(0, level));
  }

  node(value: Value, level: number, place: "root" | "item" | "value"): void {
    const { kind } = value.type;
    if (value.isNull) this.plain("null", place);
    else if (kind === "string") this.string(value.asString(), level, place);
    else if (kind === "number") this.plain(value.numberText(), place);
    else if (kind === "bool") this.plain(String(value.asBool()), place);
    else if (value.length === 0) this.plain(isMapping(value) ? "{}" : "[]", place);
    else if (isMapping(value)) this.mapping(value, level, place);
    else this.sequence(value, level, place);
  }

  private plain(text: string, place: string): void {
    // Alone, a scalar without quotes needs an end.
    if (place === "root") this.out += /^[[{]/.test(text) ? text : `${text}\n...\n`;
    else this.out += ` ${text}`;
  }

  private sequence(value: Value, level: number, place: "root" | "item" | "value"): void {
    // A list within a mapping stands as deep as its key.
    const own = place === "item" ? level + 2 : Math.max(0, level);
    for (const [i, v] of value.elements().entries()) {
      if (place === "item" && i === 0) this.out += " ";
      else this.indent(own);
      this.out += "-";
      this.node(v, own, "item");
    }
  }

  private mapping(value: Value, level: number, place: "root" | "item" | "value"): void {
    const own = place === "root" ? 0 : level + 2;
    for (const [i, [name, v]] of value.entries().entries()) {
      if (place === "item" && i === 0) this.out += " ";
      else this.indent(own);
      const simple = name.length <= 128 && !name.includes("\n");
      if (!simple) this.out += "? ";
      this.quoted(name, own, false);
      if (!simple) this.indent(own);
      this.out += ":";
      this.node(v, own, "value");
    }
  }

  private string(text: string, level: number, place: "root" | "item" | "value"): void {
    if (place !== "root") this.out += " ";
    const inner = Math.max(0, level) + (place === "root" ? 0 : 2);
    if (isLiteral(text)) this.literal(text, inner);
    else this.quoted(text, inner, true);
  }

  private literal(text: string, level: number): void {
    this.out += "|";
    if (/^[ \n]/.test(text)) this.out += "2";
    if (!text.endsWith("\n")) this.out += "-";
    else if (text === "\n" || text.endsWith("\n\n")) this.out += "+";
    this.out += "\n";
    const lines = text.split("\n");
    if (text.endsWith("\n")) lines.pop();
    const padding = " ".repeat(level === 0 ? 2 : level);
    this.out += lines.map((line) => (line === "" ? "" : padding + line)).join("\n");
    if (text.endsWith("\n")) this.out += "\n";
  }

  private quoted(text: string, level: number, fold: boolean): void {
    this.out += '"';
    const letters = [...text];
    let spaces = false;
    for (const [i, c] of letters.entries()) {
      if (c === " ") {
        if (fold && !spaces && this.column > WIDTH && i > 0 && i < letters.length - 1) {
          this.indent(level === 0 ? 2 : level);
          if (letters[i + 1] === " ") this.out += "\\";
        } else {
          this.out += c;
        }
        spaces = true;
      } else {
        this.out += escaped(c);
        spaces = false;
      }
    }
    this.out += '"';
  }
}

/** Whether text with lines can be written as it stands. */
function isLiteral(text: string): boolean {
  return (
    text.includes("\n") &&
    !/ (\n|$)/.test(text) &&
    !/[^\n\x20-\x7e\u00a0-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]|\ufeff/u.test(text)
  );
}

const NAMED: Readonly<Record<string, string>> = {
  "\0": "\\0",
  "\x07": "\\a",
  "\b": "\\b",
  "\t": "\\t",
  "\n": "\\n",
  "\v": "\\v",
  "\f": "\\f",
  "\r": "\\r",
  "\x1b": "\\e",
  '"': '\\"',
  "\\": "\\\\",
  "\x85": "\\N",
  "\u2028": "\\L",
  "\u2029": "\\P",
};

function escaped(c: string): string {
  const named = NAMED[c];
  if (named) return named;
  const code = c.codePointAt(0)!;
  const printable =
    (code >= 0x20 && code <= 0x7e) || (code >= 0xa0 && code <= 0xfffd && code !== 0xfeff) || code >= 0x10000;
  if (printable) return c;
  if (code <= 0xff) return `\\x${code.toString(16).toUpperCase().padStart(2, "0")}`;
  return `\\u${code.toString(16).toUpperCase().padStart(4, "0")}`;
}
