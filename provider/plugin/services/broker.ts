import type { ServerDuplexStream, UntypedServiceImplementation } from "@grpc/grpc-js";
import type { Lifetime } from "./lifetime.js";

/** Providers need no connections beyond the first: the stream that would arrange them is kept open, and says nothing. */
export function broker(lifetime: Lifetime): UntypedServiceImplementation {
  return {
    StartStream(call: ServerDuplexStream<object, object>) {
      call.resume();
      call.on("end", () => call.end());
      lifetime.onEnd(() => call.end());
    },
  };
}
