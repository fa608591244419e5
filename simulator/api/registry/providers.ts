import { ApiError } from "../../core/errors.js";
import { REGISTRY_PATH } from "../../core/paths.js";
import type { Answer } from "../../core/resource.js";
import type { Shelf } from "../release/shelf.js";
import { bySignedLink, signedLink } from "../tfe/links.js";
import { type Call, json, named, type Routes, readsFile } from "../tfe/route.js";

const missing = (detail: string) => new ApiError(404, [{ title: "Not Found", detail }]);

/** The provider that the path names. @throws ApiError 404 */
function shelfOf(call: Call): Shelf {
  const { provider: shelf } = call.services;
  const [namespace, type] = [named(call, 0), named(call, 1)];
  if (shelf?.provider.namespace === namespace && shelf.provider.type === type) return shelf;
  throw missing(`This registry has no provider '${namespace}/${type}'.`);
}

const split = (platform: string) => {
  const [os = "", arch = ""] = platform.split("_");
  return { os, arch };
};

function list(call: Call): Answer {
  const { version, protocols, platforms } = shelfOf(call).provider;
  return json({ versions: [{ version, protocols, platforms: platforms.map(split) }] });
}

async function download(call: Call): Promise<Answer> {
  const shelf = shelfOf(call);
  const [version, os, arch] = [named(call, 2), named(call, 3), named(call, 4)];
  const { provider } = shelf;
  const platform = `${os}_${arch}`;
  if (version !== provider.version)
    throw missing(`This registry has version ${provider.version} of the provider, not '${version}'.`);
  if (!provider.platforms.includes(platform))
    throw missing(`The provider is there for ${provider.platforms.join(", ")}, not for '${platform}'.`);
  const { keyId, publicKey } = await shelf.signature();
  const link = (name: string) => signedLink(call, `packages/${name}`, REGISTRY_PATH);
  return json({
    protocols: provider.protocols,
    os,
    arch,
    filename: shelf.fileName(platform),
    download_url: link(shelf.fileName(platform)),
    shasums_url: link(shelf.checksumsName),
    shasums_signature_url: link(`${shelf.checksumsName}.sig`),
    shasum: await shelf.checksum(),
    signing_keys: { gpg_public_keys: [{ key_id: keyId, ascii_armor: publicKey }] },
  });
}

/** A file of the release, through a link of the caller: tofu and terraform send no token for it. */
async function file(anonymous: Call): Promise<Answer> {
  const name = named(anonymous, 0);
  bySignedLink(anonymous, `packages/${name}`, [named(anonymous, 1), named(anonymous, 2)]);
  const shelf = anonymous.services.provider;
  if (shelf?.provider.platforms.some((platform) => shelf.fileName(platform) === name))
    return { headers: { "Content-Type": "application/zip" }, body: await shelf.archive() };
  if (shelf && name === shelf.checksumsName)
    return { headers: { "Content-Type": "text/plain" }, body: await shelf.checksums() };
  if (shelf && name === `${shelf.checksumsName}.sig`)
    return { headers: { "Content-Type": "application/octet-stream" }, body: (await shelf.signature()).bytes };
  throw missing(`There is no file '${name}'.`);
}

/** `providers.v1`: the provider registry protocol of tofu and terraform. Every caller with a token may install the provider. */
export const providerRoutes: Routes = {
  "providers/*/*/versions": { GET: readsFile("", list) },
  "providers/*/*/*/download/*/*": { GET: readsFile("", download) },
  "packages/*/*/*": { GET: readsFile(null, file) },
};
