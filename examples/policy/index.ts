import { PolicyPack } from "@pulumi/policy";

import { administratorsAreListed, exclusiveRostersAreProtected } from "./policies";

new PolicyPack("chime", { policies: [exclusiveRostersAreProtected, administratorsAreListed] });
