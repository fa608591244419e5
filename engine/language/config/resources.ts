import type { Mode } from "../../addresses/address.js";
import type { BodyBlock } from "../body/body.js";
import { readDependsOn, readProviderRef } from "./addresses.js";
import { type ConfigurationBuilder, schema } from "./builder.js";
import { NO_LIFECYCLE, type ReadLifecycle, readLifecycle } from "./lifecycle.js";
import type { Provisioner, Resource } from "./model.js";
import { OverrideBody } from "./override.js";
import { readProvisioner } from "./provisioners.js";
import { withoutQuotes } from "./quoted.js";
import { readRepetition } from "./repetition.js";

const META = ["count", "for_each", "provider", "depends_on"];
const RESOURCE = schema(META, { lifecycle: [], connection: [], provisioner: ["type"], locals: [], _: [] });
const DATA = schema(META, { lifecycle: [], locals: [], _: [] });

const DUPLICATE_ESCAPE = "Duplicate escaping block";
const escapeRule = (what: string) =>
  `The special block type "_" can be used to force particular arguments to be interpreted as ${what === "resource" ? "resource" : "data-source"}-type-specific rather than as meta-arguments, but each ${what} block can have only one such block.`;

/** A `resource` or `data` block, or null where its names are wrong. */
export function readResource(block: BodyBlock, mode: Mode, builder: ConfigurationBuilder): Resource | null {
  const [type, name] = block.labels as [string, string];
  const what = mode === "data" ? "data source" : "resource";
  if (
    !builder.checkName(
      type,
      `Invalid ${mode === "data" ? "data source" : "resource type"} name`,
      block.labelSpans[0],
    )
  )
    return null;
  if (
    !builder.checkName(
      name,
      `Invalid ${mode === "data" ? "data resource" : "resource"} name`,
      block.labelSpans[1],
    )
  )
    return null;
  const { attributes, blocks, rest } = builder.content(
    block.body.partialContent(mode === "data" ? DATA : RESOURCE),
  );
  let lifecycle: ReadLifecycle | undefined;
  let body = rest;
  const provisioners: Provisioner[] = [];
  for (const inner of blocks) {
    switch (inner.type) {
      case "lifecycle":
        if (lifecycle) {
          builder.error(
            "Duplicate lifecycle block",
            `This ${what} already has a lifecycle block.`,
            inner.span,
          );
        }
        lifecycle = readLifecycle(inner, mode, builder);
        break;
      case "provisioner": {
        const provisioner = readProvisioner(inner, builder);
        if (provisioner) provisioners.push(provisioner);
        break;
      }
      case "connection":
        // Says how to reach the object; a process on this machine does not need it.
        break;
      case "_":
        if (body !== rest) builder.error(DUPLICATE_ESCAPE, escapeRule(what), inner.span);
        else body = new OverrideBody(rest, inner.body);
        break;
      default:
        builder.error(
          `Reserved block type name in ${what} block`,
          `The block type name ${JSON.stringify(inner.type)} is reserved for use by OpenTofu in a future version.`,
          inner.span,
        );
    }
  }
  const provider = attributes.get("provider");
  const ref = provider && readProviderRef(withoutQuotes(provider.expression, "reference", builder), builder);
  const dependsOn = attributes.get("depends_on");
  const { constructPath } = block.body.span;
  const { enabled, ...own } = lifecycle ?? NO_LIFECYCLE;
  return {
    mode,
    type,
    name,
    address: `${mode === "data" ? "data." : ""}${type}.${name}`,
    ...readRepetition(attributes, enabled, "resource", builder),
    ...(ref && { provider: ref }),
    dependsOn: dependsOn ? readDependsOn(dependsOn.expression, builder) : [],
    lifecycle: own,
    provisioners,
    body,
    span: block.span,
    ...(constructPath !== undefined && { constructPath }),
  };
}

/** Takes a resource into the module, unless there is one of its address. */
export function declareResource(resource: Resource, builder: ConfigurationBuilder): void {
  const { mode, type, name } = resource;
  builder.declare(builder.resources, resource.address, resource, {
    summary: `Duplicate ${mode === "data" ? "data" : "resource"} ${JSON.stringify(type)} configuration`,
    what: `A ${type} ${mode === "data" ? "data resource" : "resource"} named ${JSON.stringify(name)}`,
    rule: "Resource names must be unique per type in each module.",
  });
}
