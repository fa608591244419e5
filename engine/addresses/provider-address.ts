/** Addresses of providers, in configurations and in states. */

const DEFAULT_HOST = "registry.opentofu.org";
const TERRAFORM_HOST = "registry.terraform.io";
export const BUILTIN = "terraform.io/builtin/terraform";

/** Where a provider is looked for when a configuration does not say. */
export function impliedSource(localName: string): string {
  if (localName === "terraform") return BUILTIN;
  if (localName === "scalr") return "registry.scalr.io/scalr/scalr";
  return `${DEFAULT_HOST}/hashicorp/${localName}`;
}

/** `scalr/scalr` and `null` in full: host, namespace, type. Null when the text is not an address. */
export function completeSource(source: string): string | null {
  const parts = source.split("/");
  if (parts.length > 3 || parts.some((part) => !/^[\w.:-]+$/.test(part))) return null;
  if (parts.length === 1) return impliedSource(source.toLowerCase());
  return (parts.length === 2 ? [DEFAULT_HOST, ...parts] : parts).join("/").toLowerCase();
}

/** The other default registry's address of the same provider; null for providers elsewhere. */
export function twinSource(source: string): string | null {
  if (source.startsWith(`${DEFAULT_HOST}/`)) return TERRAFORM_HOST + source.slice(DEFAULT_HOST.length);
  if (source.startsWith(`${TERRAFORM_HOST}/`)) return DEFAULT_HOST + source.slice(TERRAFORM_HOST.length);
  return null;
}

/** A configured provider as a state names it. */
export interface ProviderReference {
  readonly module: string;
  readonly source: string;
  readonly alias: string | undefined;
}

/** `module.a.provider["registry/namespace/name"].alias`, as states write it. */
export function formatProvider({ module, source, alias }: ProviderReference): string {
  const prefix = module === "" ? "" : `${module}.`;
  return `${prefix}provider["${source}"]${alias === undefined ? "" : `.${alias}`}`;
}

/** Also reads what Terraform wrote before sources existed: `provider.null.west`. Null when it is neither. */
export function parseProvider(text: string): ProviderReference | null {
  const current = /^(?:(module\..*)\.)?provider\["([^"]+)"\](?:\.([\w-]+))?$/.exec(text);
  if (current) {
    const source = completeSource(current[2]!);
    return source === null ? null : { module: current[1] ?? "", source, alias: current[3] };
  }
  const legacy = /^(?:(module\..*)\.)?provider\.([\w-]+)(?:\.([\w-]+))?$/.exec(text);
  if (!legacy) return null;
  return { module: legacy[1] ?? "", source: impliedSource(legacy[2]!), alias: legacy[3] };
}
