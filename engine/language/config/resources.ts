import type { Mode } from "../../addresses/address.js";
import type { BodyBlock } from "../body/body.js";
import { readDependsOn, readProviderRef } from "./addresses.js";
import { type ConfigurationBuilder, schema } from "./builder.js";
import { NO_LIFECYCLE, readLifecycle } from "./lifecycle.js";
import type { Lifecycle, Provisioner, Resource } from "./model.js";
import { readProvisioner } from "./provisioners.js";
import { withoutQuotes } from "./quoted.js";

const META = ["count", "for_each", "provider", "depends_on"];
const RESOURCE = schema(META, { lifecycle: [], connection: [], provisioner: ["type"], locals: [], _: [] });
const DATA = schema(META, { lifecycle: [], locals: [], _: [] });

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
  const count = attributes.get("count");
  const forEach = attributes.get("for_each");
  if (count && forEach) {
    builder.error(
      'Invalid combination of "count" and "for_each"',
      'The "count" and "for_each" meta-arguments are mutually-exclusive, only one should be used.',
      count.nameSpan,
    );
  }
  let lifecycle: Lifecycle | undefined;
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
        builder.unsupported("Escaping blocks (_) are not part of it.", inner.span);
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
  return {
    mode,
    type,
    name,
    address: `${mode === "data" ? "data." : ""}${type}.${name}`,
    ...(count && { count: count.expression }),
    ...(forEach && { forEach: forEach.expression }),
    ...(ref && { provider: ref }),
    dependsOn: dependsOn ? readDependsOn(dependsOn.expression, builder) : [],
    lifecycle: lifecycle ?? NO_LIFECYCLE,
    provisioners,
    body: rest,
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
