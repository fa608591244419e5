import { readFileSync } from "node:fs";
import { isMap, isScalar, isSeq, LineCounter, type Node, type Pair, parseDocument, type YAMLMap } from "yaml";
import { type Fault, type Place, SeedError } from "./errors.js";

/** A value of an object with its position; for a list, with the position of each item. */
export interface Field {
  readonly value: unknown;
  readonly at: Place;
  readonly items: readonly Place[];
}

/** One object of a section. */
export interface Item {
  readonly section: string;
  /** From 0. */
  readonly index: number;
  readonly at: Place;
  readonly fields: ReadonlyMap<string, Field>;
}

/** The sections of a world file in their order, not interpreted yet. */
export interface World {
  readonly file: string;
  readonly account: Item | null;
  /** Whether it is that of an account, with links that its rules would not let anybody make today (R3). */
  readonly asItIs: boolean;
  readonly sections: ReadonlyMap<string, { readonly at: Place; readonly items: readonly Item[] }>;
}

const START: Place = { line: 1, col: 1 };

/** Parses a world in YAML or JSON. @throws SeedError with all syntax errors */
export function readWorld(file: string): World {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    throw new SeedError(file, [
      { at: START, message: `The file cannot be read: ${whyUnreadable(error as NodeJS.ErrnoException)}.` },
    ]);
  }
  return parseWorld(file, text);
}

function whyUnreadable({ code, message }: NodeJS.ErrnoException): string {
  if (code === "ENOENT") return "there is no such file";
  return code === "EISDIR" ? "it is a folder" : message;
}

/** Reads a world file. Each part keeps its position for messages. @throws SeedError */
export function parseWorld(file: string, text: string): World {
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter, prettyErrors: false });
  const placeOf = (node: unknown): Place => {
    const offset = (node as Node | null)?.range?.[0];
    return offset === undefined ? START : counter.linePos(offset);
  };
  if (document.errors.length > 0) {
    const faults = document.errors.map(({ pos, message }) => ({ at: counter.linePos(pos[0]), message }));
    throw new SeedError(file, faults);
  }
  return new Reader(file, placeOf, document).read(document.contents);
}

type Converter = { toJS(): unknown };

class Reader {
  private readonly faults: Fault[] = [];

  constructor(
    private readonly file: string,
    private readonly placeOf: (node: unknown) => Place,
    private readonly document: Converter & { readonly contents: unknown },
  ) {}

  read(contents: unknown): World {
    if (!isMap(contents))
      throw new SeedError(this.file, [
        {
          at: this.placeOf(contents),
          message: "A world is a mapping of types, such as 'environments:', to lists.",
        },
      ]);
    let account: Item | null = null;
    let asItIs = false;
    const sections = new Map<string, { at: Place; items: readonly Item[] }>();
    for (const pair of contents.items) {
      const [name, at] = [keyOf(pair), this.placeOf(pair.key)];
      if (name === "account") account = this.item(name, 0, pair.value);
      else if (name === "as-it-is") asItIs = this.flag(pair.value);
      else sections.set(name, { at, items: this.items(name, pair.value) });
    }
    if (this.faults.length > 0) throw new SeedError(this.file, this.faults);
    return { file: this.file, account, asItIs, sections };
  }

  private items(section: string, node: unknown): readonly Item[] {
    // A section without anything below it.
    if (isScalar(node) && node.value === null) return [];
    if (!isSeq(node)) {
      this.fault(node, `'${section}' must be a list of objects, each beginning with a dash.`);
      return [];
    }
    return node.items.flatMap((each, index) => this.item(section, index, each) ?? []);
  }

  private flag(node: unknown): boolean {
    if (isScalar(node) && typeof node.value === "boolean") return node.value;
    this.fault(node, "'as-it-is' must be true or false.");
    return false;
  }

  private item(section: string, index: number, node: unknown): Item | null {
    if (!isMap(node)) {
      this.fault(node, `Each of '${section}' must be an object with fields.`);
      return null;
    }
    return { section, index, at: this.placeOf(node), fields: this.fields(node) };
  }

  private fields(node: YAMLMap): ReadonlyMap<string, Field> {
    return new Map(
      node.items.map((pair) => {
        const list = isSeq(pair.value) ? pair.value.items.map((each) => this.placeOf(each)) : [];
        return [keyOf(pair), { value: this.valueOf(pair.value), at: this.placeOf(pair.key), items: list }];
      }),
    );
  }

  private valueOf(node: unknown): unknown {
    return node === null ? null : (node as { toJS(document: unknown): unknown }).toJS(this.document);
  }

  private fault(node: unknown, message: string): void {
    this.faults.push({ at: this.placeOf(node), message });
  }
}

const keyOf = ({ key }: Pair): string => String(isScalar(key) ? key.value : key);
