import { ApiError, methodNotAllowed } from "../core/errors.js";
import { IDENTITY_PATHS, type Issuer } from "../platform/identity/issuer.js";
import { IdentityKeyError } from "../platform/identity/key.js";
import type { Step } from "./http/steps.js";

const unusable = ({ message }: Error) =>
  new ApiError(503, [{ title: "Service Unavailable", detail: message }]);

/** The OpenID configuration and the keys that verify workload identity tokens. They need no token. */
export function identity(issuer: Issuer): Step {
  const documents = new Map<string, () => Promise<object>>([
    [IDENTITY_PATHS.discovery, async () => issuer.discovery],
    [IDENTITY_PATHS.keys, () => issuer.keys()],
  ]);
  return (req, res, next) => {
    const path = (req.url ?? "").split("?", 1)[0]!;
    const make = documents.get(path);
    if (make === undefined) return next();
    if (req.method !== "GET" && req.method !== "HEAD")
      throw methodNotAllowed(req.method ?? "", path, ["GET"]);
    make().then(
      (document) => {
        res.setHeader("Content-Type", "application/json");
        // Short, as everything here lasts: a sandbox may be made again at the same address.
        res.setHeader("Cache-Control", "max-age=60");
        res.end(JSON.stringify(document));
      },
      (error) => next(error instanceof IdentityKeyError ? unusable(error) : error),
    );
    return undefined;
  };
}
