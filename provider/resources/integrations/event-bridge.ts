import { STRING } from "../../../engine/values/index.js";
import { apiResource, attribute } from "../framework/index.js";
import { id, name, observed, requiredText } from "../shared/common-attributes.js";

/** `scalr_event_bridge_integration` */
export const eventBridgeIntegration = apiResource({
  type: "scalr_event_bridge_integration",
  noun: "EventBridge integration",
  apiType: "aws-event-bridge-integrations",
  path: "integrations/aws-event-bridge",
  twin: () => ({}),
  block: {
    description: "An AWS EventBridge integration: it sends events of Scalr to an AWS account.",
    attributes: {
      id,
      name: { ...name("EventBridge integration"), replace: true },
      aws_account_id: requiredText("Id of the AWS account.", { replace: true }),
      region: requiredText("Region.", { replace: true }),
      event_source_arn: observed(STRING, "ARN of the event source."),
      event_source_name: observed(STRING, "Name of the event source.", attribute("event-source")),
    },
  },
});
