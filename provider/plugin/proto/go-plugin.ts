/** The services that a host expects of every plugin process, whatever it provides. */
export const GO_PLUGIN = `
syntax = "proto3";
package plugin;

message Empty {}

// Ends the process.
service GRPCController {
  rpc Shutdown(Empty) returns (Empty);
}

// Carries what the process prints. Asked for once.
service GRPCStdio {
  rpc StreamStdio(Empty) returns (stream StdioData);
}

message StdioData {
  enum Channel { INVALID = 0; STDOUT = 1; STDERR = 2; }
  Channel channel = 1;
  bytes data = 2;
}

// Arranges further connections between the two. Opened by the host, and open for as long as the host lives.
service GRPCBroker {
  rpc StartStream(stream ConnInfo) returns (stream ConnInfo);
}

message ConnInfo {
  uint32 service_id = 1;
  string network = 2;
  string address = 3;
}
`;

export const HEALTH = `
syntax = "proto3";
package grpc.health.v1;

service Health {
  rpc Check(HealthCheckRequest) returns (HealthCheckResponse);
}

message HealthCheckRequest { string service = 1; }

message HealthCheckResponse {
  enum ServingStatus { UNKNOWN = 0; SERVING = 1; NOT_SERVING = 2; SERVICE_UNKNOWN = 3; }
  ServingStatus status = 1;
}
`;
