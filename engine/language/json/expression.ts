import type { Diag } from "../../interfaces/diag.js";
import { DYNAMIC, parseNumber, Value } from "../../values/index.js";
import type { Expression } from "../body/expression.js";
import type { Evaluated, Scope } from "../body/scope.js";
import { NativeExpression } from "../native/expression.js";
import { error, hasErrors } from "../source/diagnostics.js";
import { Span } from "../source/source.js";
import type { Node } from "../syntax/ast.js";
import { decoded, type JsonMember, type JsonNode } from "../syntax/json.js";
import { type Parsed, parseExpressionNode, parseTemplateNode } from "../syntax/parse.js";
import type { Reference } from "../syntax/reference.js";

/** A JSON value as an expression: texts are templates. */
export class JsonExpression implements Expression {
  readonly span: Span;
  #template: Parsed<Node> | undefined;

  constructor(
    readonly node: JsonNode,
    private readonly constructPath?: string,
  ) {
    this.span = within(node.span, constructPath);
  }

  private child(node: JsonNode): JsonExpression {
    return new JsonExpression(node, this.constructPath);
  }

  /** Of a text: what it says as a template. */
  private template(): Parsed<Node> | undefined {
    if (this.node.kind !== "string") return undefined;
    // Most texts are no more than that.
    this.#template ??= /[$%]\{/.test(this.node.text)
      ? parseTemplateNode(decoded(this.node), this.constructPath)
      : {
          result: { kind: "literal", value: Value.string(this.node.text), span: this.span },
          diagnostics: [],
        };
    return this.#template;
  }

  private parts(): readonly JsonExpression[] {
    if (this.node.kind === "array") return this.node.items.map((item) => this.child(item));
    if (this.node.kind !== "object") return [];
    return this.node.members.flatMap((member) => [this.child(keyNode(member)), this.child(member.value)]);
  }

  references(names?: ReadonlySet<string>): readonly Reference[] {
    const template = this.template()?.result;
    if (template) return new NativeExpression(template).references(names);
    return this.parts().flatMap((part) => part.references(names));
  }

  referenceProblems(names?: ReadonlySet<string>): readonly Diag[] {
    const template = this.template();
    if (template) {
      const problems = template.result ? new NativeExpression(template.result).referenceProblems(names) : [];
      return [...template.diagnostics, ...problems];
    }
    return this.parts().flatMap((part) => part.referenceProblems(names));
  }

  evaluate(scope: Scope): Evaluated {
    const { node } = this;
    switch (node.kind) {
      case "string": {
        const { result, diagnostics } = this.template()!;
        return result
          ? new NativeExpression(result).evaluate(scope)
          : { value: Value.unknown(DYNAMIC), diagnostics };
      }
      case "number":
        return { value: Value.number(parseNumber(node.text) ?? 0), diagnostics: [] };
      case "literal":
        return {
          value: node.value === null ? Value.null(DYNAMIC) : Value.bool(node.value),
          diagnostics: [],
        };
      case "array": {
        const items = node.items.map((item) => this.child(item).evaluate(scope));
        return {
          value: Value.tuple(items.map((item) => item.value)),
          diagnostics: items.flatMap((item) => item.diagnostics),
        };
      }
      case "object":
        return this.evaluateObject(node.members, scope);
    }
  }

  private evaluateObject(members: readonly JsonMember[], scope: Scope): Evaluated {
    const entries = new Map<string, Value>();
    const diagnostics: Diag[] = [];
    const marks = new Set<string>();
    let known = true;
    for (const member of members) {
      const key = this.child(keyNode(member)).evaluate(scope);
      const value = this.child(member.value).evaluate(scope);
      diagnostics.push(...key.diagnostics, ...value.diagnostics);
      for (const mark of key.value.marks) marks.add(mark);
      const at = within(member.nameSpan, this.constructPath);
      if (hasErrors(key.diagnostics) || !key.value.isKnown) {
        known = false;
      } else if (key.value.isNull || key.value.type.kind !== "string") {
        diagnostics.push(
          error("Invalid object key expression", "The name of a property must be a text.", at),
        );
        known = false;
      } else if (entries.has(key.value.asString())) {
        const name = JSON.stringify(key.value.asString());
        diagnostics.push(
          error(
            "Duplicate object attribute",
            `An attribute named ${name} was set before in this object.`,
            at,
          ),
        );
      } else {
        entries.set(key.value.asString(), value.value);
      }
    }
    const value = known ? Value.object(entries) : Value.unknown(DYNAMIC);
    return { value: value.withMarks(marks), diagnostics };
  }

  written(): Value {
    const { node } = this;
    if (node.kind === "string") return Value.string(node.text);
    if (node.kind === "array") return Value.tuple(node.items.map((item) => this.child(item).written()));
    if (node.kind === "object")
      return Value.object(
        node.members.map(({ name, value }): [string, Value] => [name, this.child(value).written()]),
      );
    return node.kind === "number"
      ? Value.number(parseNumber(node.text) ?? 0)
      : node.value === null
        ? Value.null(DYNAMIC)
        : Value.bool(node.value);
  }

  list(): readonly Expression[] | undefined {
    return this.node.kind === "array" ? this.node.items.map((item) => this.child(item)) : undefined;
  }

  pairs(): readonly { key: Expression; value: Expression }[] | undefined {
    if (this.node.kind !== "object") return undefined;
    return this.node.members.map((member) => ({
      key: this.child(keyNode(member)),
      value: this.child(member.value),
    }));
  }

  syntax(): { node?: Node; diagnostics: readonly Diag[] } {
    if (this.node.kind !== "string") {
      const { value, diagnostics } = this.evaluate({
        lookup: () => ({ value: Value.unknown(DYNAMIC), diagnostics: [] }),
      });
      if (this.node.kind === "array" || this.node.kind === "object" || hasErrors(diagnostics))
        return { diagnostics };
      return { node: { kind: "literal", value, span: this.span }, diagnostics };
    }
    // A reference is also often written as a template that holds nothing else.
    const template = this.template()?.result;
    if (template?.kind === "wrap") return { node: template.inner, diagnostics: [] };
    const { result, diagnostics } = parseExpressionNode(decoded(this.node), this.constructPath);
    return result ? { node: result, diagnostics } : { diagnostics };
  }
}

function keyNode(member: JsonMember): JsonNode {
  return { kind: "string", text: member.name, span: member.nameSpan };
}

/** The span, known to be written by a construct where it is. */
export function within(span: Span, constructPath: string | undefined): Span {
  return constructPath === undefined ? span : new Span(span.source, span.from, span.to, constructPath);
}
