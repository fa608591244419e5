/** `module` blocks, and the modules that they call. */
import { isAbsolute, resolve } from "node:path";
import type { Attribute, BodyBlock } from "../body/body.js";
import type { Expression } from "../body/expression.js";
import type { Span } from "../source/source.js";
import { readDependsOn, readProviderRef } from "./addresses.js";
import { type ConfigurationBuilder, schema } from "./builder.js";
import type { Configuration, ModuleCall, PassedProvider } from "./model.js";
import { packageModule, type RemoteModule, registryModule } from "./module-source.js";
import { OverrideBody } from "./override.js";
import { readRepetition } from "./repetition.js";
import type { StaticModule } from "./static.js";
import { satisfies } from "./version.js";

const META = schema(["source", "version", "count", "for_each", "providers", "depends_on"], {
  lifecycle: [],
  locals: [],
  provider: ["type"],
  _: [],
});

const SOURCE = schema(["source"]);
const LIFECYCLE = schema(["enabled"]);
const ESCAPE_RULE =
  'The special block type "_" can be used to force particular arguments to be interpreted as module input variables rather than as meta-arguments, but each module block can have only one such block.';

/** A call whose module was not read yet. */
export type PendingCall = Omit<ModuleCall, "configuration" | "version"> & {
  /** The module's folder, or what is to be installed. */
  readonly from: string | RemoteModule;
};

/** Whether a call says where its module is by something else than a text. */
export const isComputed = (block: BodyBlock): boolean =>
  (block.body.partialContent(SOURCE).attributes.get("source")?.expression.references().length ?? 0) > 0;

/** Null where the call cannot be followed; the builder has the reasons. */
export function readModuleCall(
  block: BodyBlock,
  builder: ConfigurationBuilder,
  statics: StaticModule,
): PendingCall | null {
  const name = block.labels[0]!;
  if (!builder.checkName(name, "Invalid module instance name", block.labelSpans[0])) return null;
  const { attributes, blocks, rest } = builder.content(block.body.partialContent(META));
  let enabled: Attribute | undefined;
  let lifecycle: Span | undefined;
  let body = rest;
  for (const { type, span, body: inner } of blocks) {
    if (type === "lifecycle") {
      if (lifecycle) {
        const detail = `This resource already has a lifecycle block at ${lifecycle.file}:${lifecycle.start.line}.`;
        builder.error("Duplicate lifecycle block", detail, span);
        continue;
      }
      lifecycle = span;
      enabled = builder.content(inner.content(LIFECYCLE)).attributes.get("enabled");
    } else if (type === "_") {
      if (body === rest) body = new OverrideBody(rest, inner);
      else builder.error("Duplicate escaping block", ESCAPE_RULE, span);
    } else {
      builder.error(
        "Reserved block type name in module block",
        `The block type name ${JSON.stringify(type)} is reserved for use by OpenTofu in a future version.`,
        span,
      );
    }
  }
  const given = attributes.get("source");
  if (!given) {
    builder.error(
      "Missing module source",
      `The call of the module ${JSON.stringify(name)} does not say where the module is. Add source = "./path".`,
      block.span,
    );
    return null;
  }
  const { text: source, diagnostics } = statics.text(given.expression, `module.${name}.source`);
  builder.diagnostics.push(...diagnostics);
  if (source === undefined) return null;
  const version = attributes.get("version");
  const isLocal = /^\.\.?([\\/]|$)/.test(source) || isAbsolute(source);
  const constraint = isLocal || !version ? null : readConstraint(name, version, builder, statics);
  if (constraint === undefined) return null;
  const from = isLocal
    ? resolve(builder.dir, source)
    : (registryModule(source, constraint) ?? packageModule(source));
  if (from === null) {
    remote(name, source, given.expression, builder);
    return null;
  }
  if (version && (typeof from === "string" || from.kind !== "registry")) {
    builder.error(
      "Invalid registry module source address",
      `The argument "version" applies only to modules of a registry, and ${JSON.stringify(source)} is ${isLocal ? "a local path" : "none"}. Remove the argument.`,
      version.nameSpan,
    );
  }
  const providers = attributes.get("providers")?.expression;
  const dependsOn = attributes.get("depends_on")?.expression;
  const { constructPath } = block.body.span;
  return {
    name,
    source,
    from,
    ...(constraint !== null && { versionConstraint: constraint }),
    ...readRepetition(attributes, enabled, "module", builder),
    providers: providers ? readProviders(providers, builder) : [],
    dependsOn: dependsOn ? readDependsOn(dependsOn, builder) : [],
    body,
    span: block.span,
    ...(constructPath !== undefined && { constructPath }),
  };
}

/** Undefined where it is not a constraint on versions; the builder has the reason. */
function readConstraint(
  name: string,
  { expression }: Attribute,
  builder: ConfigurationBuilder,
  statics: StaticModule,
): string | undefined {
  const { text, diagnostics } = statics.text(expression, `module.${name}.version`);
  builder.diagnostics.push(...diagnostics);
  if (text === undefined || satisfies("1.0.0", text) !== null) return text;
  builder.error(
    "Invalid version constraint",
    `This string does not use correct version constraint syntax: ${JSON.stringify(text)}.`,
    expression.span,
  );
  return undefined;
}

function remote(name: string, source: string, at: Expression, builder: ConfigurationBuilder): void {
  builder.error(
    "Unsupported module source",
    `The module ${JSON.stringify(name)} comes from ${JSON.stringify(source)}. The embedded engine takes modules of folders beside the configuration, of registries that the source names with their host, of Git repositories (such as "git::https://example.com/network.git?ref=v1.2.0"), and archives over HTTPS. Copy the module to a folder and write its path, as in source = "./modules/${name}", or use --engine tofu.`,
    at.span,
  );
}

function readProviders(expression: Expression, builder: ConfigurationBuilder): PassedProvider[] {
  const pairs = expression.pairs();
  if (!pairs) {
    builder.error(
      "Invalid expression",
      "A static map expression is required: names of provider configurations here and there.",
      expression.span,
    );
    return [];
  }
  return pairs.flatMap(({ key, value }) => {
    const inChild = readProviderRef(key, builder);
    const inParent = readProviderRef(value, builder);
    return inChild && inParent ? [{ inChild, inParent }] : [];
  });
}

/** Adds a call with the module that it leads to. */
export function declareCall(
  { from: _, ...call }: PendingCall & Pick<ModuleCall, "version">,
  configuration: Configuration,
  builder: ConfigurationBuilder,
): void {
  builder.declare(
    builder.moduleCalls,
    call.name,
    { ...call, configuration },
    {
      summary: "Duplicate module call",
      what: `A module call named ${JSON.stringify(call.name)}`,
      rule: "Module calls must have unique names within a module.",
    },
  );
}
