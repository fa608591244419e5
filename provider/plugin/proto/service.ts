import type { ServiceDefinition, UntypedServiceImplementation } from "@grpc/grpc-js";
import protobuf from "protobufjs";

/** How messages look as plain data: absent strings are empty, absent messages are absent, enumerations are names. */
const PLAIN: protobuf.IConversionOptions = { longs: Number, enums: String, defaults: true, arrays: true };

/** A service of a `.proto` text as gRPC wants it, with messages as plain data in camel case. */
export function serviceOf(proto: string, name: string): ServiceDefinition<UntypedServiceImplementation> {
  const service = protobuf.parse(proto).root.lookupService(name);
  const path = service.fullName.slice(1);
  return Object.fromEntries(
    service.methodsArray.map((method) => {
      method.resolve();
      const request = codec(method.resolvedRequestType!);
      const response = codec(method.resolvedResponseType!);
      return [
        method.name,
        {
          path: `/${path}/${method.name}`,
          requestStream: method.requestStream === true,
          responseStream: method.responseStream === true,
          requestSerialize: request.serialize,
          requestDeserialize: request.deserialize,
          responseSerialize: response.serialize,
          responseDeserialize: response.deserialize,
        },
      ];
    }),
  );
}

function codec(type: protobuf.Type) {
  return {
    serialize: (message: object) => Buffer.from(type.encode(type.fromObject(message)).finish()),
    deserialize: (bytes: Buffer): object => type.toObject(type.decode(bytes), PLAIN),
  };
}
