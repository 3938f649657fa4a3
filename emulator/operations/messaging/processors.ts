import { ApiError } from "../../http/errors";
import type { Processor } from "../../model/processor";
import { structure } from "../requestFields";
import { integer, list, requiredOneOf, resourceName, text, type Constraint } from "../sdkConstraints";

const MAX_PROCESSORS = 3;
const LAMBDA_ARN: Constraint = {
  min: 15,
  max: 2048,
  pattern:
    /^arn:aws:lambda:[a-z]{2}-[a-z]+-\d:\d{12}:function:[a-zA-Z0-9\-_.]+(:(\$LATEST|[a-zA-Z0-9\-_]+))?$/,
  shown:
    "arn:aws:lambda:[a-z]{2}-[a-z]+-\\d{1}:\\d{12}:function:[a-zA-Z0-9\\-_\\.]+(:(\\$LATEST|[a-zA-Z0-9\\-_]+))?",
};

/** The required processors of a channel flow. */
export function processorList(value: unknown): Processor[] {
  return list(value, "Processors", MAX_PROCESSORS, processor);
}

/** @throws ResourceLimitExceededException: the model allows three processors, the service only one */
export function checkProcessorQuota(processors: readonly Processor[], quota: number): void {
  if (processors.length > quota) {
    throw new ApiError(
      "ResourceLimitExceededException",
      "The channel flow has more than the maximum number of processors.",
    );
  }
}

function processor(value: unknown, what: string): Processor {
  const fields = structure(value, what);
  const lambda = structure(structure(fields["Configuration"], "Configuration")["Lambda"], "Lambda");
  return {
    Name: resourceName(fields["Name"], "Name"),
    Configuration: {
      Lambda: {
        ResourceArn: text(lambda["ResourceArn"], "ResourceArn", LAMBDA_ARN),
        InvocationType: requiredOneOf(lambda["InvocationType"], "InvocationType", ["ASYNC"]),
      },
    },
    ExecutionOrder: integer(fields["ExecutionOrder"], "ExecutionOrder", MAX_PROCESSORS),
    FallbackAction: requiredOneOf(fields["FallbackAction"], "FallbackAction", ["CONTINUE", "ABORT"]),
  };
}
