import { Value } from "../../values/index.js";
import { Span } from "../source/source.js";
import type { Node, TemplateNode } from "./ast.js";
import type { TokenReader } from "./reader.js";
import type { Part } from "./template.js";

/** Nests the parts between a template's directives below them. */
export function assemble(reader: TokenReader, parts: readonly Part[]): Node[] {
  return new Assembly(reader, parts).root();
}

class Assembly {
  private at = 0;

  constructor(
    private readonly reader: TokenReader,
    private readonly parts: readonly Part[],
  ) {}

  root(): Node[] {
    const nodes: Node[] = [];
    while (this.part.kind !== "end") nodes.push(this.node());
    return nodes;
  }

  private get part(): Part {
    return this.parts[this.at]!;
  }

  private node(): Node {
    const part = this.part;
    this.at++;
    switch (part.kind) {
      case "text":
        return { kind: "literal", value: Value.string(part.text), span: part.span };
      case "interpolation":
        return part.node;
      case "if":
        return this.conditional(part);
      case "for":
        return this.loop(part);
      default:
        return this.reader.fail(
          `Unexpected ${part.kind} directive`,
          "The control directives within this template are unbalanced.",
          part.span,
        );
    }
  }

  private conditional(start: Part & { kind: "if" }): Node {
    const whenTrue: Node[] = [];
    const whenFalse: Node[] = [];
    let current = whenTrue;
    for (;;) {
      const part = this.part;
      if (part.kind === "else" && current === whenTrue) {
        this.at++;
        current = whenFalse;
      } else if (part.kind === "endif") {
        this.at++;
        return {
          kind: "conditional",
          condition: start.condition,
          whenTrue: this.branch(whenTrue, start.span.to, start.span),
          whenFalse: this.branch(whenFalse, part.span.from, part.span),
          span: start.span.through(part.span),
        };
      } else if (part.kind === "end" || part.kind === "else" || part.kind === "endfor") {
        this.unbalanced(part, start.span, "if");
      } else {
        current.push(this.node());
      }
    }
  }

  private loop(start: Part & { kind: "for" }): Node {
    const content: Node[] = [];
    for (;;) {
      const part = this.part;
      if (part.kind === "endfor") {
        this.at++;
        const { kind, span, ...names } = start;
        const whole = span.through(part.span);
        const value = this.branch(content, span.to, span);
        return { kind: "join", loop: { kind, ...names, value, group: false, span: whole }, span: whole };
      }
      if (part.kind === "end" || part.kind === "else" || part.kind === "endif") {
        this.unbalanced(part, start.span, "for");
      }
      content.push(this.node());
    }
  }

  private branch(parts: Node[], emptyAt: number, near: Span): TemplateNode {
    const empty = new Span(near.source, emptyAt, emptyAt, near.constructPath);
    if (parts.length === 0) parts.push({ kind: "literal", value: Value.string(""), span: empty });
    return { kind: "template", parts, span: parts[0]!.span.through(parts.at(-1)!.span) };
  }

  private unbalanced(part: Part, start: Span, opener: "if" | "for"): never {
    const where = `${start.file}:${start.start.line},${start.start.column}`;
    if (part.kind === "end") {
      this.reader.fail(
        "Unexpected end of template",
        `The ${opener} directive at ${where} is missing its corresponding end${opener} directive.`,
        part.span,
      );
    }
    let detail = `Expecting an end${opener} directive for the ${opener} started at ${where}.`;
    if (part.kind === "else") {
      detail =
        opener === "if"
          ? `Already in the else clause for the if started at ${where}.`
          : "An else clause is not expected for a for directive.";
    }
    return this.reader.fail(`Unexpected ${part.kind} directive`, detail, part.span);
  }
}
