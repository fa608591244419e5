import type { Diag } from "../../interfaces/diag.js";
import type { Attribute, Body, BodyBlock, BodyContent, BodySchema } from "../body/body.js";
import { missingArgument } from "../native/body.js";
import { error } from "../source/diagnostics.js";
import type { Span } from "../source/source.js";
import { suggestion } from "../source/suggest.js";
import type { JsonMember, JsonNode, JsonObject } from "../syntax/json.js";
import { JsonExpression, within } from "./expression.js";

/** Holds comments, and what cdktf notes about a construct. */
const COMMENT = "//";

type PartialContent = BodyContent & { readonly rest: JsonBody };

/** A body in JSON: the schema tells which properties are arguments and which are blocks. */
class JsonBody implements Body {
  readonly span: Span;
  private readonly constructPath: string | undefined;
  /** What was read last: a body is analysed, validated, planned and applied with one schema, and its templates are parsed once. */
  #last: { readonly schema: BodySchema; readonly content: PartialContent } | undefined;

  constructor(
    /** One object, or several whose properties count as those of one. */
    private readonly objects: readonly JsonObject[],
    outerPath: string | undefined,
    at: Span,
    private readonly taken: ReadonlySet<string> = new Set(),
  ) {
    this.constructPath = objects.map(constructPathOf).find((path) => path !== undefined) ?? outerPath;
    this.span = within(objects[0]?.close ?? at, this.constructPath);
  }

  content(schema: BodySchema): BodyContent {
    const { rest, ...content } = this.partialContent(schema);
    const diagnostics = [...content.diagnostics];
    for (const member of this.members()) {
      if (!rest.taken.has(member.name)) diagnostics.push(this.extraneous(member, schema));
    }
    return { ...content, diagnostics };
  }

  partialContent(schema: BodySchema): PartialContent {
    if (this.#last?.schema !== schema) this.#last = { schema, content: this.#read(schema) };
    return this.#last.content;
  }

  #read(schema: BodySchema): PartialContent {
    const diagnostics: Diag[] = [];
    const attributes = new Map<string, Attribute>();
    const blocks: BodyBlock[] = [];
    const taken = new Set(this.taken);
    for (const member of this.members()) {
      const wanted = schema.blocks.get(member.name);
      if (schema.attributes.has(member.name)) this.addAttribute(member, attributes, diagnostics);
      else if (wanted) this.addBlocks(member, wanted.labels, blocks, diagnostics);
    }
    for (const [name, { required }] of schema.attributes) {
      if (required && !attributes.has(name) && !this.taken.has(name)) {
        diagnostics.push(missingArgument(name, this.span));
      }
      taken.add(name);
    }
    for (const type of schema.blocks.keys()) taken.add(type);
    const rest = new JsonBody(this.objects, this.constructPath, this.span, taken);
    return { attributes, blocks, diagnostics, rest };
  }

  attributes(): { attributes: ReadonlyMap<string, Attribute>; diagnostics: readonly Diag[] } {
    const diagnostics: Diag[] = [];
    const attributes = new Map<string, Attribute>();
    for (const member of this.members()) this.addAttribute(member, attributes, diagnostics);
    return { attributes, diagnostics };
  }

  private *members(): Generator<JsonMember> {
    for (const object of this.objects) {
      for (const member of object.members) {
        if (member.name !== COMMENT && !this.taken.has(member.name)) yield member;
      }
    }
  }

  private addAttribute(member: JsonMember, attributes: Map<string, Attribute>, diagnostics: Diag[]): void {
    const { name, value } = member;
    const nameSpan = within(member.nameSpan, this.constructPath);
    if (attributes.has(name)) {
      const detail = `The argument ${JSON.stringify(name)} was set before. Each argument may be set only once.`;
      diagnostics.push(error("Duplicate argument", detail, nameSpan));
      return;
    }
    const expression = new JsonExpression(value, this.constructPath);
    attributes.set(name, { name, nameSpan, expression, span: nameSpan.through(expression.span) });
  }

  private addBlocks(
    member: JsonMember,
    labelNames: readonly string[],
    blocks: BodyBlock[],
    diagnostics: Diag[],
  ): void {
    const fail = (detail: string, at: Span) =>
      diagnostics.push(error("Incorrect JSON value type", detail, within(at, this.constructPath)));
    const descend = (
      node: JsonNode,
      labels: readonly string[],
      labelSpans: readonly Span[],
      path: string | undefined,
    ): void => {
      const missing = labelNames[labels.length];
      if (node.kind === "literal" && node.value === null) return;
      if (missing !== undefined) {
        for (const object of asObjects(
          node,
          `The ${missing} of a ${member.name} block is the name of a property: an object is needed here.`,
          fail,
        )) {
          const inner = constructPathOf(object) ?? path;
          for (const next of object.members) {
            if (next.name === COMMENT) continue;
            descend(next.value, [...labels, next.name], [...labelSpans, next.nameSpan], inner);
          }
        }
        return;
      }
      for (const object of asObjects(
        node,
        `A ${member.name} block is an object, or an array of objects.`,
        fail,
      )) {
        const inner = constructPathOf(object) ?? path;
        const header = labelSpans.at(-1) ?? member.nameSpan;
        blocks.push({
          type: member.name,
          labels,
          labelSpans: labelSpans.map((span) => within(span, inner)),
          body: new JsonBody([object], inner, header),
          span: within(header, inner),
        });
      }
    };
    descend(member.value, [], [], this.constructPath);
  }

  private extraneous(member: JsonMember, schema: BodySchema): Diag {
    const hint = suggestion(member.name, [...schema.attributes.keys(), ...schema.blocks.keys()]);
    return error(
      "Extraneous JSON object property",
      `No argument or block type is named ${JSON.stringify(member.name)}.${hint}`,
      within(member.nameSpan, this.constructPath),
    );
  }
}

function asObjects(node: JsonNode, message: string, fail: (message: string, at: Span) => void): JsonObject[] {
  if (node.kind === "object") return [node];
  if (node.kind !== "array") {
    fail(message, node.span);
    return [];
  }
  return node.items.flatMap((item) => asObjects(item, message, fail));
}

/** Where cdktf says that the construct was declared: `"//": { "metadata": { "path": "stack/id" } }`. */
function constructPathOf(object: JsonObject): string | undefined {
  const metadata = property(property(object, COMMENT), "metadata");
  const path = property(metadata, "path");
  return path?.kind === "string" ? path.text : undefined;
}

function property(node: JsonNode | undefined, name: string): JsonNode | undefined {
  return node?.kind === "object" ? node.members.find((member) => member.name === name)?.value : undefined;
}

/** A whole file: an object, or an array of objects that count as one. */
export function jsonFileBody(node: JsonNode): { body: JsonBody; diagnostics: readonly Diag[] } {
  const diagnostics: Diag[] = [];
  const objects = asObjects(
    node,
    "A configuration file in JSON is an object, or an array of objects.",
    (detail, at) => diagnostics.push(error("Root value must be object", detail, at)),
  );
  return { body: new JsonBody(objects, undefined, node.span), diagnostics };
}
