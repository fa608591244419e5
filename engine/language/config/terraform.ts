import { completeSource, impliedSource } from "../../addresses/provider-address.js";
import type { Attribute, BodyBlock } from "../body/body.js";
import type { Expression } from "../body/expression.js";
import { nameAlone } from "../syntax/ast.js";
import { readProviderRef, wordOf } from "./addresses.js";
import { type ConfigurationBuilder, schema } from "./builder.js";
import { readRequiredVersion, readVersion } from "./compatibility.js";
import type { ProviderRef, VersionRequirement } from "./model.js";

const CLOUD_IGNORED = "Cloud configuration ignored";
const BACKEND_IGNORED = "Backend ignored";

/** Whether a diagnostic says that the state is not kept where the configuration says. */
export const isAboutBackend = ({ summary }: { readonly summary: string }): boolean =>
  summary === CLOUD_IGNORED || summary === BACKEND_IGNORED;

const TERRAFORM = schema(["required_version", "experiments", "language"], {
  required_providers: [],
  backend: ["type"],
  cloud: [],
  provider_meta: ["provider"],
  encryption: [],
});

/** A `terraform` block. */
export function readTerraform(block: BodyBlock, builder: ConfigurationBuilder): void {
  const { attributes, blocks } = builder.content(block.body.content(TERRAFORM));
  // "experiments" and "language" are Terraform's: OpenTofu has language blocks instead and ignores these.
  readRequiredVersion(attributes.get("required_version"), builder);
  for (const inner of blocks) {
    switch (inner.type) {
      case "required_providers":
        readRequiredProviders(inner, builder);
        break;
      case "backend":
        readBackend(inner, builder);
        break;
      case "cloud":
        builder.warning(
          CLOUD_IGNORED,
          "The embedded engine does not connect to a cloud backend: the state is kept by who runs it. Use --engine tofu to use it.",
          inner.span,
        );
        break;
      case "encryption":
        builder.unsupported("States and plans are not encrypted by it.", inner.span);
        break;
    }
  }
}

function readBackend(block: BodyBlock, builder: ConfigurationBuilder): void {
  const type = block.labels[0]!;
  if (builder.backend) {
    builder.error(
      "Duplicate backend configuration",
      `A module may have only one backend configuration. The backend was previously configured at ${builder.backend.span.file} line ${builder.backend.span.start.line}.`,
      block.span,
    );
    return;
  }
  builder.backend = { type, span: block.span };
  if (builder.child) {
    builder.warning(
      "Backend configuration ignored",
      "Any selected backend applies to the entire configuration, so OpenTofu expects provider configurations only in the root module.\n\nThis is a warning rather than an error because it's sometimes convenient to temporarily call a root module as a child module for testing purposes, but this backend configuration block will have no effect.",
      block.span,
    );
    return;
  }
  if (type === "local") return;
  builder.warning(
    BACKEND_IGNORED,
    `The embedded engine does not use the backend ${JSON.stringify(type)}: the state is kept by who runs it. Use --engine tofu to use the backend.`,
    block.span,
  );
}

function readRequiredProviders(block: BodyBlock, builder: ConfigurationBuilder): void {
  const first = builder.requirements;
  if (first) {
    builder.error(
      "Duplicate required providers configuration",
      `A module may have only one required providers configuration. The required providers were previously configured at ${first.file} line ${first.start.line}.`,
      block.span,
    );
    return;
  }
  builder.requirements = block.span;
  const { attributes, diagnostics } = block.body.attributes();
  builder.diagnostics.push(...diagnostics);
  for (const attribute of attributes.values()) {
    const { name, nameSpan } = attribute;
    if (!builder.checkName(name, "Invalid required provider name", nameSpan)) continue;
    const { source, version, aliases = [] } = readRequirement(attribute, builder);
    builder.declare(
      builder.requiredProviders,
      name,
      { name, source, ...(version && { version }), aliases, span: nameSpan },
      {
        summary: "Duplicate required provider",
        what: `A required provider named ${JSON.stringify(name)}`,
        rule: "Each provider may be required once in a module.",
      },
    );
  }
}

function readRequirement(
  attribute: Attribute,
  builder: ConfigurationBuilder,
): { source: string; version?: VersionRequirement; aliases?: ProviderRef[] } {
  const { name, expression } = attribute;
  let aliases: ProviderRef[] = [];
  let source = impliedSource(name);
  let version: VersionRequirement | undefined;
  const pairs = expression.pairs();
  if (!pairs) {
    // The old short form: the version alone.
    version = readVersion(attribute, builder);
    return { source, ...(version && { version }) };
  }
  for (const { key, value } of pairs) {
    const argument = { name, nameSpan: key.span, expression: value, span: value.span };
    switch (keyText(key)) {
      case "source": {
        const text = builder.string(argument);
        const complete = text === undefined ? source : completeSource(text);
        if (complete === null) {
          const detail = `${JSON.stringify(text)} is not an address of a provider: it is [hostname/]namespace/name.`;
          builder.error("Invalid provider source string", detail, value.span);
        } else {
          source = complete;
        }
        break;
      }
      case "version":
        version = readVersion(argument, builder);
        break;
      case "configuration_aliases":
        aliases = (value.list() ?? []).flatMap((item) => readProviderRef(item, builder) ?? []);
        break;
      default:
        builder.error(
          "Invalid required_providers object",
          'required_providers objects can only contain "version", "source" and "configuration_aliases" attributes.',
          key.span,
        );
    }
  }
  return { source, aliases, ...(version && { version }) };
}

function keyText(key: Expression): string | undefined {
  const { node } = key.syntax();
  if (!node) return undefined;
  const [only] = node.kind === "template" ? node.parts : [];
  return only?.kind === "literal" ? only.value.asString() : nameAlone(node);
}

const RESERVED = ["count", "depends_on", "source"];
const PROVIDER = schema(["alias", "version", "for_each", ...RESERVED], { lifecycle: [], locals: [] });

/** The key of a provider configuration: `null`, `aws.west`. */
function providerKey(provider: { readonly name: string; readonly alias?: string }): string {
  return provider.alias === undefined ? provider.name : `${provider.name}.${provider.alias}`;
}

/** A `provider` block. */
export function readProvider(block: BodyBlock, builder: ConfigurationBuilder): void {
  const name = block.labels[0]!;
  if (!builder.checkName(name, "Invalid provider name", block.labelSpans[0])) return;
  const { attributes, blocks, rest } = builder.content(block.body.partialContent(PROVIDER));
  for (const reserved of RESERVED) {
    const argument = attributes.get(reserved);
    if (!argument) continue;
    builder.error(
      "Reserved argument name in provider block",
      `The provider argument name ${JSON.stringify(reserved)} is reserved for use by OpenTofu in a future version.`,
      argument.nameSpan,
    );
  }
  for (const inner of blocks) {
    builder.error(
      "Reserved block type name in provider block",
      `The block type name ${JSON.stringify(inner.type)} is reserved for use by OpenTofu in a future version.`,
      inner.span,
    );
  }
  const version = attributes.get("version");
  if (version) {
    builder.warning(
      "Version constraints inside provider configuration blocks are deprecated",
      "OpenTofu 0.13 and earlier allowed provider version constraints inside the provider configuration block, but that is now deprecated and will be removed in a future version of OpenTofu. To silence this warning, move the provider version constraint into the required_providers block.",
      version.expression.span,
    );
  }
  const forEach = attributes.get("for_each");
  if (forEach) {
    builder.unsupported("Provider configurations cannot be repeated with for_each.", forEach.nameSpan);
    return;
  }
  const given = attributes.get("alias");
  const alias = given && (wordOf(given.expression) ?? builder.string(given));
  if (alias !== undefined && !builder.checkName(alias, "Invalid provider configuration alias", given!.span))
    return;
  const config = { name, ...(alias !== undefined && { alias }), body: rest, span: block.span };
  const key = providerKey(config);
  builder.declare(builder.providers, key, config, {
    summary: "Duplicate provider configuration",
    what:
      alias === undefined
        ? `A default provider configuration for ${JSON.stringify(name)}`
        : `A provider configuration for ${JSON.stringify(key)}`,
    rule: "Each configuration for the same provider must have a distinct alias.",
  });
}
