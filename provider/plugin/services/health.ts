import {
  type ServerUnaryCall,
  type sendUnaryData,
  status,
  type UntypedServiceImplementation,
} from "@grpc/grpc-js";

/** The name under which hosts ask. */
const SERVICE = "plugin";

export const health: UntypedServiceImplementation = {
  Check({ request }: ServerUnaryCall<{ service: string }, object>, callback: sendUnaryData<object>) {
    if (request.service === SERVICE || request.service === "") callback(null, { status: "SERVING" });
    else
      callback({
        code: status.NOT_FOUND,
        details: `There is no service ${JSON.stringify(request.service)}.`,
      });
  },
};
