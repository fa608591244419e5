import type { sendUnaryData, UntypedServiceImplementation } from "@grpc/grpc-js";
import type { Lifetime } from "./lifetime.js";

/** Lets the host end the process: the answer goes out first. */
export function controller(lifetime: Lifetime): UntypedServiceImplementation {
  return {
    Shutdown(_call: unknown, callback: sendUnaryData<object>) {
      callback(null, {});
      setImmediate(() => lifetime.end());
    },
  };
}
