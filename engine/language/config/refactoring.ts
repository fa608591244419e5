import { formatInstance, formatModule } from "../../addresses/address.js";
import type { BodyBlock } from "../body/body.js";
import { readInstanceTarget, readTarget } from "./addresses.js";
import { type ConfigurationBuilder, schema } from "./builder.js";
import type { Import, TargetResource } from "./model.js";
import { readProvisioner } from "./provisioners.js";

const MOVED = schema(["from!", "to!"]);
const IMPORT = schema(["to!", "id!", "provider", "for_each"]);
const REMOVED = schema(["from!"], { lifecycle: [], provisioner: ["type"] });
const REMOVED_LIFECYCLE = schema(["destroy!"]);

/** A `moved` block. */
export function readMoved(block: BodyBlock, builder: ConfigurationBuilder): void {
  const { attributes } = builder.content(block.body.content(MOVED));
  const from = attributes.get("from");
  const to = attributes.get("to");
  const source = from && readTarget(from.expression, builder);
  const target = to && readTarget(to.expression, builder);
  if (source && target) builder.moved.push({ from: source, to: target, span: block.span });
}

/** An `import` block. */
export function readImport(block: BodyBlock, builder: ConfigurationBuilder): void {
  const { attributes } = builder.content(block.body.content(IMPORT));
  const provider = attributes.get("provider");
  if (provider) {
    builder.unsupported('The argument "provider" of import blocks is not part of it.', provider.nameSpan);
    return;
  }
  const target = attributes.get("to");
  const address = target && readInstanceTarget(target.expression, builder);
  const id = attributes.get("id")?.expression;
  const forEach = attributes.get("for_each")?.expression;
  if (!address || !id) return;
  const read = { ...address, id, ...(forEach && { forEach }), span: block.span };
  const first = builder.imports.find((other) => isSameTarget(other, read));
  if (first) {
    const text = addressOf(address.to);
    builder.error(
      `Duplicate import configuration for ${JSON.stringify(text)}`,
      `An import block for the resource ${JSON.stringify(text)} was already declared at ${first.span.file} line ${first.span.start.line}. A resource can have only one import block.`,
      block.span,
    );
    return;
  }
  builder.imports.push(read);
}

/** Whether two blocks name one instance, as far as that shows without evaluating keys. */
const isSameTarget = (a: Import, b: Import): boolean =>
  a.computed.length === 0 && b.computed.length === 0 && addressOf(a.to) === addressOf(b.to);

const addressOf = ({ module, mode, type, name, key }: TargetResource): string =>
  formatInstance({ module: formatModule(module), mode, type, name, key });

/** A `removed` block. */
export function readRemoved(block: BodyBlock, builder: ConfigurationBuilder): void {
  const { attributes, blocks } = builder.content(block.body.content(REMOVED));
  const source = attributes.get("from");
  const from = source && readTarget(source.expression, builder);
  if (!from) return;
  const lifecycle = blocks.filter(({ type }) => type === "lifecycle");
  const settings = lifecycle.map((inner) => builder.content(inner.body.content(REMOVED_LIFECYCLE)));
  const destroys = settings.find(({ attributes }) => attributes.has("destroy"));
  const destroy = (destroys && builder.bool(destroys.attributes.get("destroy"))) ?? false;
  if (!destroys) {
    builder.warning(
      "Missing lifecycle from the removed block",
      "It is recommended for each 'removed' block configured to have also the 'lifecycle' block defined. By not specifying if the resource should be destroyed or not, could lead to unwanted behavior.",
      block.span,
    );
  }
  if (
    from.module.some(({ key }) => key !== undefined) ||
    (from.kind === "resource" && from.key !== undefined)
  ) {
    builder.error(
      "Invalid removed block address",
      "A removed block names a whole resource or module: the address must not have an instance key.",
      from.span,
    );
    return;
  }
  const provisioners = blocks
    .filter((inner) => inner.type === "provisioner")
    .flatMap((inner) => readProvisioner(inner, builder) ?? []);
  for (const { when, span } of provisioners) {
    if (when !== "destroy") {
      builder.error(
        "Invalid removed provisioner block",
        'Only provisioners with "when = destroy" may be in a removed block.',
        span,
      );
    }
  }
  builder.removed.push({ from, destroy, provisioners, span: block.span });
}
