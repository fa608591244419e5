import { ApiError } from "../../core/errors.js";
import type { Https } from "../http/services.js";
import type { SandboxContext } from "./context.js";

/** `GET /https`: where HTTPS is, the names its certificate is for, and the authority to trust, which is no secret. */
export function describeHttps({ services: { https } }: SandboxContext): Https {
  if (https !== null) return https;
  const detail = "This sandbox speaks HTTP alone; start it with --https-port to have HTTPS too.";
  throw new ApiError(404, [{ title: "Not Found", detail }]);
}
