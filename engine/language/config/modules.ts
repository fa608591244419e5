/** `module` blocks, and the modules that they call. */
import { isAbsolute, resolve } from "node:path";
import type { BodyBlock } from "../body/body.js";
import type { Expression } from "../body/expression.js";
import { readDependsOn, readProviderRef } from "./addresses.js";
import { type ConfigurationBuilder, schema } from "./builder.js";
import type { Configuration, ModuleCall, PassedProvider } from "./model.js";

const META = schema(["source", "version", "count", "for_each", "providers", "depends_on"], {
  lifecycle: [],
  locals: [],
  provider: ["type"],
  _: [],
});

/** A call whose module was not read yet. */
export type PendingCall = Omit<ModuleCall, "configuration"> & { readonly dir: string };

/** Null where the call cannot be followed; the builder has the reasons. */
export function readModuleCall(block: BodyBlock, builder: ConfigurationBuilder): PendingCall | null {
  const name = block.labels[0]!;
  if (!builder.checkName(name, "Invalid module instance name", block.labelSpans[0])) return null;
  const { attributes, blocks, rest } = builder.content(block.body.partialContent(META));
  const beyond = blocks.find(({ type }) => type === "_" || type === "lifecycle");
  if (beyond) {
    const what = beyond.type === "_" ? "Escaping blocks (_) are" : "The lifecycle of module calls is";
    builder.unsupported(`${what} not part of it.`, beyond.span);
    return null;
  }
  for (const { type, span } of blocks) {
    builder.error(
      "Reserved block type name in module block",
      `The block type name ${JSON.stringify(type)} is reserved for use by OpenTofu in a future version.`,
      span,
    );
  }
  const count = attributes.get("count");
  const forEach = attributes.get("for_each");
  if (count && forEach) {
    builder.error(
      'Invalid combination of "count" and "for_each"',
      'The "count" and "for_each" meta-arguments are mutually-exclusive. Only one should be used to be explicit about the number of module instances to be created.',
      count.nameSpan,
    );
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
  if (given.expression.references().length > 0) {
    builder.unsupported(
      "A module source that is worked out from variables is not part of it.",
      given.expression.span,
    );
    return null;
  }
  const source = builder.string({ ...given });
  if (source === undefined) return null;
  if (!/^\.\.?([\\/]|$)/.test(source) && !isAbsolute(source)) {
    remote(name, source, given.expression, builder);
    return null;
  }
  const version = attributes.get("version");
  if (version) {
    builder.error(
      "Invalid registry module source address",
      `The argument "version" applies only to modules of a registry, and ${JSON.stringify(source)} is a local path. Remove the argument.`,
      version.nameSpan,
    );
  }
  const providers = attributes.get("providers")?.expression;
  const dependsOn = attributes.get("depends_on")?.expression;
  const { constructPath } = block.body.span;
  return {
    name,
    source,
    dir: resolve(builder.dir, source),
    ...(count && { count: count.expression }),
    ...(forEach && { forEach: forEach.expression }),
    providers: providers ? readProviders(providers, builder) : [],
    dependsOn: dependsOn ? readDependsOn(dependsOn, builder) : [],
    body: rest,
    span: block.span,
    ...(constructPath !== undefined && { constructPath }),
  };
}

function remote(name: string, source: string, at: Expression, builder: ConfigurationBuilder): void {
  builder.error(
    "Module is not local",
    `The module ${JSON.stringify(name)} comes from ${JSON.stringify(source)}, and the embedded engine fetches nothing: it takes modules in folders beside the configuration. Copy the module to such a folder and write its path, as in source = "./modules/${name}", or use --engine tofu.`,
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
  { dir: _, ...call }: PendingCall,
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
