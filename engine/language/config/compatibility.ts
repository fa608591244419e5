/** Which versions of OpenTofu a module says it works with, and `language` blocks. */
import type { Attribute, BodyBlock } from "../body/body.js";
import { error } from "../source/diagnostics.js";
import { wordOf } from "./addresses.js";
import { type ConfigurationBuilder, schema } from "./builder.js";
import type { VersionRequirement } from "./model.js";
import { FOLLOWED_VERSION, namesPrerelease, satisfies } from "./version.js";

const LANGUAGE = schema(["edition", "experiments"], { compatible_with: [] });
const COMPATIBLE_WITH = schema(["opentofu"]);
const EDITION = "tofu2024";

/** An argument that holds version constraints. Undefined when it is absent or null. */
export function readVersion(
  attribute: Attribute | undefined,
  builder: ConfigurationBuilder,
): VersionRequirement | undefined {
  const constraint = builder.string(attribute);
  return constraint === undefined ? undefined : { constraint, span: attribute!.expression.span };
}

/**
 * Reads `required_version` of a `terraform` block. OpenTofu 1.12 honours it in `.tofu` files only: in `.tf` files it is
 * about Terraform's versions, and OpenTofu does not even check its syntax.
 */
export function readRequiredVersion(attribute: Attribute | undefined, builder: ConfigurationBuilder): void {
  if (!attribute || !isForTofu(attribute)) return;
  const version = readVersion(attribute, builder);
  if (!version) return;
  builder.requiredVersions.push(version);
  checkVersion(version, builder);
}

const isForTofu = ({ nameSpan }: Attribute): boolean => /\.tofu(\.json)?$/.test(nameSpan.file);

/** Reads a `language` block. */
export function readLanguage(block: BodyBlock, builder: ConfigurationBuilder): void {
  const { attributes, blocks } = builder.content(block.body.content(LANGUAGE));
  readEdition(attributes.get("edition"), builder);
  readExperiments(attributes.get("experiments"), builder);
  let first: VersionRequirement | undefined;
  for (const inner of blocks) {
    // Arguments other than `opentofu` are for other programs.
    const { attributes } = builder.content(inner.body.partialContent(COMPATIBLE_WITH));
    const version = readVersion(attributes.get("opentofu"), builder);
    if (!version) continue;
    if (first) {
      builder.error(
        "Duplicate compatible_with block",
        `Each language block may have at most one compatible_with block referring to OpenTofu. The first one is at ${first.span.file} line ${first.span.start.line}.`,
        inner.span,
      );
      continue;
    }
    first = version;
    builder.requiredVersions.push(version);
    checkVersion(version, builder);
    if (satisfies("1.11.0", version.constraint)) {
      builder.warning(
        "Ineffective version constraint",
        'OpenTofu reads compatible_with blocks since version 1.12.0. Exclude earlier versions, for example with ">= 1.12.0". If the module must also work with earlier versions, set required_version in a terraform block of a .tofu file instead.',
        version.span,
      );
    }
  }
}

function readEdition(attribute: Attribute | undefined, builder: ConfigurationBuilder): void {
  if (!attribute) return;
  const word = wordOf(attribute.expression);
  if (word === EDITION) return;
  builder.error(
    word === undefined ? "Invalid language edition" : "Unsupported language edition",
    `OpenTofu ${FOLLOWED_VERSION} supports only the language edition ${EDITION}, which is the default. Write it without quotes, or leave it out.`,
    attribute.expression.span,
  );
}

function readExperiments(attribute: Attribute | undefined, builder: ConfigurationBuilder): void {
  if (!attribute) return;
  const items = attribute.expression.list();
  if (!items)
    builder.error("Invalid expression", "A static list expression is required.", attribute.expression.span);
  for (const item of items ?? []) {
    const word = wordOf(item);
    if (word === undefined) {
      builder.error(
        "Invalid experiment keyword",
        'Elements of "experiments" must all be keywords representing active experiments.',
        item.span,
      );
    } else {
      builder.error(
        "Unknown experiment keyword",
        `There is no current experiment with the keyword ${JSON.stringify(word)}.`,
        item.span,
      );
    }
  }
}

function checkVersion({ constraint, span }: VersionRequirement, builder: ConfigurationBuilder): void {
  const holds = satisfies(FOLLOWED_VERSION, constraint);
  if (holds === null) {
    builder.error(
      "Invalid version constraint",
      "This string does not use correct version constraint syntax.",
      span,
    );
  } else if (namesPrerelease(constraint)) {
    builder.error(
      "Invalid required_version constraint",
      `Prerelease version constraints are not supported: ${constraint}. Remove the prerelease information from the constraint.`,
      span,
    );
  } else if (!holds) {
    builder.incompatible.push(
      error(
        "Incompatible module",
        `This module is not compatible with OpenTofu v${FOLLOWED_VERSION}, which the embedded engine follows.\n\nTo proceed, either use --engine with the path of a supported OpenTofu version or update this version constraint. Version constraints are normally set for good reason, so updating the constraint may lead to other errors or unexpected behavior.`,
        span,
      ),
    );
  }
}
