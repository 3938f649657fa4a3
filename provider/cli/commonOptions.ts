import { InvalidArgumentError, type Command } from "commander";

import type { Validator } from "../schema/validators";

/** The options that say whose credentials are used, and which endpoint. */
export interface AwsOptions {
  profile?: string;
  endpoint?: string;
}

/** Adds these options. */
export function withAwsOptions(command: Command): Command {
  return command
    .optionsGroup("AWS:")
    .option("--profile <name>", "the AWS profile (default: what the AWS SDK finds)")
    .option("--endpoint <url>", "the URL to call instead of AWS's");
}

/** Parses an option that the validator accepts, with the validator's reason if it does not. */
export function checked(validator: Validator): (text: string) => string {
  return (text) => {
    const problem = validator(text);
    if (problem !== undefined) throw new InvalidArgumentError(`It ${problem}`);
    return text;
  };
}
