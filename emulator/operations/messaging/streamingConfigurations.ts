import type { StreamingConfiguration } from "../../store/appInstance";
import { structure } from "../requestFields";
import { arn, list, requiredOneOf } from "../sdkConstraints";

/** The required configurations. The emulator has no streams, so each ARN is accepted. */
export function streamingConfigurations(value: unknown): StreamingConfiguration[] {
  return list(value, "StreamingConfigurations", 2, (item, name) => {
    const fields = structure(item, name);
    return {
      DataType: requiredOneOf(fields["DataType"], "DataType", ["Channel", "ChannelMessage"]),
      ResourceArn: arn(fields["ResourceArn"], "ResourceArn"),
    };
  });
}
