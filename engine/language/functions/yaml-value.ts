import { createRequire } from "node:module";
import type { Document, Node, Pair, Scalar } from "yaml";
import { DYNAMIC, parseNumber, Value } from "../../values/index.js";
import { FunctionError } from "./function.js";
import { parseTimestamp, rfc3339 } from "./timestamp.js";

const DEEPEST_ALIAS = 100;

let library: typeof import("yaml") | undefined;

/** Reading it takes as long as a small plan, and few configurations have YAML; functions have no time to wait for it. */
function yaml(): typeof import("yaml") {
  library ??= createRequire(import.meta.url)("yaml") as typeof import("yaml");
  return library;
}

/** The value that a YAML document describes: sequences are tuples, mappings are objects. */
export function yamlValue(text: string): Value {
  const lines = new (yaml().LineCounter)();
  const documents = yaml().parseAllDocuments(text, {
    schema: "failsafe",
    lineCounter: lines,
    merge: false,
    uniqueKeys: false,
  });
  if (!Array.isArray(documents) || documents.length === 0) {
    throw new FunctionError("on line 1, column 1: missing start of document");
  }
  const [document, extra] = documents as Document.Parsed[];
  const [problem] = document!.errors;
  if (problem) {
    const at = problem.linePos?.[0];
    throw new FunctionError(
      at
        ? `on line ${at.line}, column ${at.col}: ${problem.message.split("\n")[0]?.replace(/ at line.*/, "")}`
        : problem.message,
    );
  }
  if (extra) throw new FunctionError("unexpected extra content after value");
  return new YamlReader(document!).value(document!.contents as Node | null, 0);
}

class YamlReader {
  constructor(private readonly document: Document.Parsed) {}

  value(node: Node | null, aliases: number): Value {
    const { isAlias, isMap, isScalar, isSeq } = yaml();
    if (node === null) return Value.null(DYNAMIC);
    if (isAlias(node)) {
      const target = node.resolve(this.document);
      if (!target || aliases > DEEPEST_ALIAS)
        throw new FunctionError(`unknown or endless alias ${JSON.stringify(node.source)}`);
      return this.value(target as Node, aliases + 1);
    }
    if (isSeq(node)) return Value.tuple(node.items.map((item) => this.value(item as Node, aliases)));
    if (isMap(node)) return this.mapping(node.items as Pair<Node, Node | null>[], aliases);
    return isScalar(node) ? scalar(node) : Value.null(DYNAMIC);
  }

  private mapping(pairs: readonly Pair<Node, Node | null>[], aliases: number): Value {
    const own = new Map<string, Value>();
    const merged = new Map<string, Value>();
    for (const { key, value } of pairs) {
      if (yaml().isScalar(key) && key.source === "<<" && key.type === "PLAIN") {
        for (const [name, v] of this.merged(value, aliases)) if (!merged.has(name)) merged.set(name, v);
        continue;
      }
      const name = this.value(key, aliases);
      if (name.isNull || !["string", "number", "bool"].includes(name.type.kind)) {
        throw new FunctionError("mapping keys must be texts, numbers or booleans");
      }
      const text =
        name.type.kind === "string"
          ? name.asString()
          : name.type.kind === "number"
            ? name.numberText()
            : String(name.asBool());
      own.set(text, this.value(value, aliases));
    }
    return Value.object([...merged, ...own]);
  }

  private merged(node: Node | null, aliases: number): [string, Value][] {
    const value = this.value(node, aliases);
    if (value.type.kind === "object" && !value.isNull) return value.entries();
    if (value.type.kind === "tuple") {
      return value.elements().flatMap((v) => {
        if (v.type.kind !== "object") throw new FunctionError("a merge key takes mappings only");
        return v.entries();
      });
    }
    throw new FunctionError("a merge key takes mappings only");
  }
}

const WORDS: ReadonlyMap<string, Value> = new Map(
  (
    [
      [Value.bool(true), "y Y yes Yes YES true True TRUE on On ON"],
      [Value.bool(false), "n N no No NO false False FALSE off Off OFF"],
      [Value.null(DYNAMIC), "~ null Null NULL"],
      [Value.number(Number.POSITIVE_INFINITY), ".inf .Inf .INF +.inf +.Inf +.INF"],
      [Value.number(Number.NEGATIVE_INFINITY), "-.inf -.Inf -.INF"],
    ] as const
  ).flatMap(([value, words]) => words.split(" ").map((word) => [word, value] as const)),
);

function scalar(node: Scalar): Value {
  const tag = node.tag?.replace("tag:yaml.org,2002:", "!!");
  // The reader would decode what is binary.
  const content = String((tag === "!!binary" ? node.source : node.value) ?? "");
  if (tag === "!!binary" && !/^[\sA-Za-z0-9+/]*=*\s*$/.test(content.length % 4 === 0 ? content : "?"))
    throw new FunctionError(`cannot parse ${JSON.stringify(content)} as ${tag}: not valid base64`);
  // What is in quotes is text, whatever its tag.
  if (node.type !== "PLAIN" || tag === "!!str" || tag === "!!binary") return Value.string(content);
  if (tag === "!!null") return Value.null(DYNAMIC);
  if (tag !== undefined && !["!!bool", "!!int", "!!float", "!!timestamp"].includes(tag)) {
    throw new FunctionError(`unsupported tag ${JSON.stringify(tag)}`);
  }
  return plain(content, tag);
}

function plain(content: string, tag: string | undefined): Value {
  if (content === "") return Value.null(DYNAMIC);
  const word = WORDS.get(content);
  if (word) return word;
  if (/^\.nan$/i.test(content)) throw new FunctionError("floating point NaN is not supported");
  if (/^[-+]?[0-9]+$|^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$/.test(content)) {
    const number = parseNumber(content);
    if (number !== null) return Value.number(number);
  }
  if (/^0x[0-9a-fA-F]+$|^0o[0-7]+$/.test(content)) return Value.number(BigInt(content));
  if (/^\d{4}-\d\d?-\d\d?/.test(content)) {
    const time = yamlTimestamp(content);
    if (time !== null) return Value.string(time);
  }
  if (tag !== undefined) throw new FunctionError(`cannot parse ${JSON.stringify(content)} as ${tag}`);
  return Value.string(content);
}

function yamlTimestamp(text: string): string | null {
  const match =
    /^(\d{4})-(\d\d?)-(\d\d?)(?:(?:[Tt]|[ \t]+)(\d\d?):(\d\d):(\d\d(?:\.\d+)?)[ \t]*(Z|[-+]\d\d(?::?\d\d)?)?)?$/.exec(
      text,
    );
  if (!match) return null;
  const [, year, month, day, hour = "0", minute = "00", second = "00", zone = "Z"] = match;
  const two = (part: string) => part.padStart(2, "0");
  try {
    return rfc3339(
      parseTimestamp(`${year}-${two(month!)}-${two(day!)}T${two(hour)}:${minute}:${second}${zone}`),
    );
  } catch {
    return null;
  }
}
