import type { Diag } from "../../interfaces/diag.js";
import { BOOL, ConversionError, convert, DYNAMIC, STRING, type Type, Value } from "../../values/index.js";
import { isIdentifier } from "../../values/text.js";
import type { Attribute, BodyContent, BodySchema } from "../body/body.js";
import type { Expression } from "../body/expression.js";
import type { Scope } from "../body/scope.js";
import { error, hasErrors, warning } from "../source/diagnostics.js";
import type { Source, Span } from "../source/source.js";
import type {
  Check,
  Import,
  Local,
  ModuleCall,
  Moved,
  Output,
  ProviderConfig,
  Removed,
  RequiredProvider,
  Resource,
  Variable,
  VersionRequirement,
} from "./model.js";

/** Where nothing can be referred to: arguments that are read before anything has a value. */
const NOTHING: Scope = {
  lookup: (reference) => ({
    value: Value.unknown(DYNAMIC),
    diagnostics: [error("Variables not allowed", "Variables may not be used here.", reference.span)],
  }),
};

/** The configuration as it is read, file by file. */
export class ConfigurationBuilder {
  readonly diagnostics: Diag[] = [];
  /** Errors saying that the module is for other versions of OpenTofu. They hide all other problems of the module. */
  readonly incompatible: Diag[] = [];
  readonly sources = new Map<string, Source>();
  readonly requiredVersions: VersionRequirement[] = [];
  readonly requiredProviders = new Map<string, RequiredProvider>();
  /** Where the `required_providers` block is. */
  requirements: Span | undefined;
  backend: { type: string; span: Span } | undefined;
  readonly providers = new Map<string, ProviderConfig>();
  readonly variables = new Map<string, Variable>();
  readonly locals = new Map<string, Local>();
  readonly outputs = new Map<string, Output>();
  readonly resources = new Map<string, Resource>();
  readonly moved: Moved[] = [];
  readonly imports: Import[] = [];
  readonly removed: Removed[] = [];
  readonly checks = new Map<string, Check>();

  readonly moduleCalls = new Map<string, ModuleCall>();

  /**
   * @param root the folder of the root module, which messages name files relative to
   */
  constructor(
    readonly dir: string,
    readonly root: string = dir,
  ) {}

  /** Whether another module calls this one. */
  get child(): boolean {
    return this.dir !== this.root;
  }

  error(summary: string, detail: string, at?: Span): void {
    this.diagnostics.push(error(summary, detail, at));
  }

  warning(summary: string, detail: string, at?: Span): void {
    this.diagnostics.push(warning(summary, detail, at));
  }

  /** What the embedded engine does not do, and who does. */
  unsupported(what: string, at: Span): void {
    this.error("Unsupported by the embedded engine", `${what} Use --engine tofu for this configuration.`, at);
  }

  /** The content, its problems noted. */
  content<T extends BodyContent>(content: T): T {
    this.diagnostics.push(...content.diagnostics);
    return content;
  }

  /** Adds what must be declared once. */
  declare<T extends { readonly span: Span }>(
    into: Map<string, T>,
    key: string,
    item: T,
    duplicate: { readonly summary: string; readonly what: string; readonly rule: string },
  ): void {
    const existing = into.get(key);
    if (!existing) {
      into.set(key, item);
      return;
    }
    const { file, start, end } = existing.span;
    const place = `${file}:${start.line},${start.column}-${end.line === start.line ? "" : `${end.line},`}${end.column}`;
    this.error(
      duplicate.summary,
      `${duplicate.what} was already declared at ${place}. ${duplicate.rule}`,
      item.span,
    );
  }

  /** False, with an error, if the name is invalid. */
  checkName(name: string, summary: string, at: Span | undefined): boolean {
    if (isIdentifier(name)) return true;
    this.error(
      summary,
      "A name must start with a letter or underscore and may contain only letters, digits, underscores, and dashes.",
      at,
    );
    return false;
  }

  string(attribute: Attribute | undefined): string | undefined {
    const value = this.literal(attribute, STRING, "a string is required");
    return value?.asString();
  }

  bool(attribute: Attribute | undefined): boolean | undefined {
    const value = this.literal(attribute, BOOL, "a bool is required");
    return value?.asBool();
  }

  /** An argument's value where nothing can be referred to. Undefined: absent, null, or an error that was noted. */
  private literal(attribute: Attribute | undefined, type: Type, needed: string): Value | undefined {
    if (!attribute) return undefined;
    const value = this.static(attribute.expression);
    if (!value) return undefined;
    try {
      const converted = convert(value, type);
      return converted.isNull || !converted.isKnown ? undefined : converted.unmark();
    } catch (e) {
      if (!(e instanceof ConversionError)) throw e;
      this.error("Unsuitable value type", `Unsuitable value: ${needed}.`, startOf(attribute.expression));
      return undefined;
    }
  }

  static(expression: Expression): Value | undefined {
    const { value, diagnostics } = expression.evaluate(NOTHING);
    this.diagnostics.push(...diagnostics);
    return hasErrors(diagnostics) ? undefined : value;
  }
}

/** Of a template, its text without the quotes. */
function startOf(expression: Expression): Span {
  const { node } = expression.syntax();
  return node?.kind === "template" ? node.parts[0]!.span : expression.span;
}

/** The schema of a block's body: names of arguments, a required one with `!` behind it, and of blocks with their labels. */
export function schema(
  attributes: readonly string[],
  blocks: Readonly<Record<string, readonly string[]>> = {},
): BodySchema {
  return {
    // A trailing "!" means that the argument is required.
    attributes: new Map(attributes.map((name) => [name.replace("!", ""), { required: name.endsWith("!") }])),
    blocks: new Map(Object.entries(blocks).map(([type, labels]) => [type, { labels }])),
  };
}
