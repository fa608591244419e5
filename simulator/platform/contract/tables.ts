// Made by `npm run contract` from scalr-api.json. Do not edit.
import type { Contract } from "./types.js";

export const RESOURCES: Contract["resources"] = {
  "access-policies": {
    model: "AccessPolicy",
    attributes: {
      "is-system": {"type":"boolean","writable":false},
    },
    relationships: {
      "account": {"kind":"to-one","writable":true,"target":"Account"},
      "environment": {"kind":"to-one","writable":true,"target":"Environment"},
      "roles": {"kind":"to-many","writable":true,"target":"Role"},
      "service-account": {"kind":"to-one","writable":true,"target":"ServiceAccount"},
      "team": {"kind":"to-one","writable":true,"target":"Team"},
      "user": {"kind":"to-one","writable":true,"target":"User"},
      "workspace": {"kind":"to-one","writable":true,"target":"Workspace"},
    },
  },
  "access-token-usages": {
    model: "AccessTokenUsage",
    attributes: {
      "created-at": {"type":"date-time","writable":true},
      "description": {"type":"string","nullable":true,"writable":true},
      "expires-at": {"type":"date-time","nullable":true,"writable":true},
      "last-characters": {"type":"string","writable":true},
      "last-used-at": {"type":"date-time","nullable":true,"writable":true},
      "name": {"type":"string","nullable":true,"writable":true},
      "owner-email": {"type":"string","writable":true},
      "owner-status": {"type":{"enum":["Active","Inactive","Pending"]},"writable":true},
      "owner-type": {"type":{"enum":["user","service-account"]},"writable":true},
    },
    relationships: {
    },
  },
  "access-tokens": {
    model: "AccessToken",
    attributes: {
      "created-at": {"type":"date-time","writable":false},
      "description": {"type":"string","nullable":true,"writable":true},
      "expires-at": {"type":"date-time","nullable":true,"writable":false},
      "expires-in": {"type":"number","nullable":true,"writable":true},
      "is-expired": {"type":"boolean","writable":false},
      "last-used-at": {"type":"date-time","nullable":true,"writable":false},
      "name": {"type":"string","nullable":true,"writable":true},
      "token": {"type":"string","nullable":true,"writable":false},
    },
    relationships: {
      "created-by": {"kind":"to-one","writable":false,"target":"User"},
    },
  },
  "account-ssh-keys": {
    model: "SSHKey",
    attributes: {
      "created-at": {"type":"date-time","writable":false},
      "in-use": {"type":"boolean","writable":false},
      "is-shared": {"type":"boolean","writable":true},
      "name": {"type":"string","writable":true},
      "private-key": {"type":"string","nullable":true,"writable":true},
    },
    relationships: {
      "account": {"kind":"to-one","writable":true,"target":"Account"},
      "environments": {"kind":"to-many","writable":true,"target":"Environment"},
    },
  },
  "account-users": {
    model: "AccountUser",
    attributes: {
      "last-login-at": {"type":"date-time","nullable":true,"writable":true},
      "status": {"type":{"enum":["Active","Inactive","Pending"]},"writable":true},
    },
    relationships: {
      "account": {"kind":"to-one","writable":true,"target":"Account"},
      "teams": {"kind":"to-many","writable":true,"target":"Team"},
      "user": {"kind":"to-one","writable":true,"target":"User"},
    },
  },
  "accounts": {
    model: "Account",
    attributes: {
      "allowed-ips": {"type":{"array":"string"},"writable":true},
      "created-at": {"type":"date-time","writable":false},
      "last-login-attempt-at": {"type":"date-time","nullable":true,"writable":false},
      "login-attempts": {"type":"number","nullable":true,"writable":false},
      "name": {"type":"string","writable":true},
      "quotas": {"type":{"object":{"agent-relay-available":{"type":"boolean"},"agents":{"type":"number"},"before-after-hooks-available":{"type":"boolean"},"environments":{"type":"number"},"max-concurrent-runs":{"type":"number"},"policy-group-checks-available":{"type":"boolean"},"policy-groups":{"type":"number"},"registry-modules":{"type":"number"},"registry-templates":{"type":"number"},"run-triggers":{"type":"number"},"service-accounts-available":{"type":"boolean"},"sso-available":{"type":"boolean"},"users":{"type":"number"},"vcs-providers":{"type":"number"},"workspaces":{"type":"number"}}},"writable":true},
      "support-access-enabled": {"type":"boolean","writable":true},
    },
    relationships: {
      "billing-plan": {"kind":"to-one","writable":false,"target":"BillingPlan"},
      "identity-provider": {"kind":"to-one","writable":true,"target":"IdentityProvider"},
      "owner": {"kind":"to-one","writable":true,"target":"User"},
    },
  },
  "agent-pools": {
    model: "AgentPool",
    attributes: {
      "default": {"type":"boolean","writable":true},
      "features": {"type":{"array":{"enum":["relay"]}},"writable":false},
      "in-use": {"type":"boolean","writable":false},
      "is-scalr-managed": {"type":"boolean","writable":false},
      "is-shared": {"type":"boolean","writable":true},
      "name": {"type":"string","writable":true},
      "vcs-enabled": {"type":"boolean","writable":true},
      "webhook-enabled": {"type":"boolean","writable":true},
      "webhook-headers": {"type":{"array":"object"},"nullable":true,"writable":true},
      "webhook-url": {"type":"string","nullable":true,"writable":true},
    },
    relationships: {
      "account": {"kind":"to-one","writable":false,"target":"Account"},
      "agents": {"kind":"to-many","writable":false,"target":"Agent"},
      "default-environments": {"kind":"to-many","writable":false,"target":"Environment"},
      "environment": {"kind":"to-one","writable":true,"target":"Environment"},
      "environments": {"kind":"to-many","writable":true,"target":"Environment"},
      "workspaces": {"kind":"to-many","writable":true,"target":"Workspace"},
    },
  },
  "agents": {
    model: "Agent",
    attributes: {
      "cpu-platform": {"type":{"enum":["linux_amd64","linux_arm64"]},"writable":true},
      "created-at": {"type":"date-time","writable":false},
      "driver": {"type":{"enum":["unknown","local","docker","kubernetes","kubernetes-job"]},"writable":true},
      "error-message": {"type":"string","nullable":true,"writable":false},
      "kubernetes-driver-mode": {"type":{"enum":["default","controller","worker"]},"writable":true},
      "last-seen-at": {"type":"date-time","writable":false},
      "name": {"type":"string","writable":true},
      "os": {"type":"string","writable":true},
      "relay-last-seen-at": {"type":"date-time","nullable":true,"writable":false},
      "runtime": {"type":{"enum":["unknown","docker","kubernetes","vm","fargate"]},"writable":true},
      "status": {"type":{"enum":["idle","busy","offline","errored"]},"writable":false},
      "upgrade-status": {"type":{"enum":["none","low","medium","high"]},"writable":false},
      "version": {"type":"string","writable":true},
    },
    relationships: {
      "pool": {"kind":"to-one","writable":false,"target":"AgentPool"},
    },
  },
  "ai-usages": {
    model: "AiUsage",
    attributes: {
      "model": {"type":{"enum":["claude"]},"writable":true},
      "request-type": {"type":{"enum":["explain","summarize"]},"writable":true},
      "requested-at": {"type":"date-time","writable":true},
      "requested-by-email": {"type":"string","nullable":true,"writable":true},
    },
    relationships: {
      "account": {"kind":"to-one","writable":true,"target":"Account"},
      "run": {"kind":"to-one","writable":true,"target":"Run"},
    },
  },
  "applies": {
    model: "Apply",
    attributes: {
      "execution-details": {"type":"object","writable":true},
      "resource-additions": {"type":"number","nullable":true,"writable":true},
      "resource-changes": {"type":"number","nullable":true,"writable":true},
      "resource-destructions": {"type":"number","nullable":true,"writable":true},
      "resource-forgets": {"type":"number","nullable":true,"writable":true},
      "resource-imports": {"type":"number","nullable":true,"writable":true},
      "status": {"type":{"enum":["pending","queued","running","finished","canceled","errored","unreachable"]},"writable":true},
      "status-timestamps": {"type":"object","writable":true},
    },
    relationships: {
    },
  },
  "assume-service-account-policies": {
    model: "AssumeServiceAccountPolicy",
    attributes: {
      "claim-conditions": {"type":{"array":"object"},"writable":true},
      "created-at": {"type":"date-time","writable":false},
      "created-by-email": {"type":"string","nullable":true,"writable":false},
      "maximum-session-duration": {"type":"number","nullable":true,"writable":true},
      "name": {"type":"string","writable":true},
    },
    relationships: {
      "provider": {"kind":"to-one","writable":true,"target":"WorkloadIdentityProvider"},
      "service-account": {"kind":"to-one","writable":false,"target":"ServiceAccount"},
    },
  },
  "aws-event-bridge-integrations": {
    model: "AWSEventBridgeIntegration",
    attributes: {
      "aws-account-id": {"type":"string","writable":true},
      "err-message": {"type":"string","nullable":true,"writable":false},
      "event-source": {"type":"string","writable":false},
      "event-source-arn": {"type":"string","writable":false},
      "name": {"type":"string","writable":true},
      "region": {"type":"string","writable":true},
      "status": {"type":{"enum":["active","disabled","failed","pending"]},"writable":true},
    },
    relationships: {
      "account": {"kind":"to-one","writable":false,"target":"Account"},
    },
  },
  "billing-plans": {
    model: "BillingPlan",
    attributes: {
      "amount": {"type":"number","writable":true},
      "included-runs": {"type":"number","nullable":true,"writable":true},
      "plan-type": {"type":{"enum":["monthly","yearly","deprecated-yearly"]},"writable":true},
      "prices": {"type":{"array":"object"},"writable":true},
    },
    relationships: {
    },
  },
  "billing-usages": {
    model: "BillingUsage",
    attributes: {
      "account-id": {"type":"string","nullable":true,"writable":true},
      "account-name": {"type":"string","nullable":true,"writable":true},
      "environment-id": {"type":"string","nullable":true,"writable":true},
      "environment-name": {"type":"string","nullable":true,"writable":true},
      "plan-apply-runs": {"type":"number","writable":true},
      "plan-only-runs": {"type":"number","writable":true},
      "total-runs": {"type":"number","writable":true},
      "workspace-id": {"type":"string","nullable":true,"writable":true},
      "workspace-name": {"type":"string","nullable":true,"writable":true},
    },
    relationships: {
    },
  },
  "checkov-integrations": {
    model: "CheckovIntegration",
    attributes: {
      "cli-args": {"type":"string","nullable":true,"writable":true},
      "err-message": {"type":"string","nullable":true,"writable":false},
      "external-checks-enabled": {"type":"boolean","writable":true},
      "is-shared": {"type":"boolean","writable":true},
      "name": {"type":"string","writable":true},
      "status": {"type":{"enum":["active","disabled","failed","pending"]},"writable":true},
      "vcs-repo": {"type":{"object":{"branch":{"type":"string"},"identifier":{"type":"string"},"path":{"type":"string","nullable":true}}},"nullable":true,"writable":true},
      "version": {"type":"string","writable":true},
    },
    relationships: {
      "environments": {"kind":"to-many","writable":true,"target":"Environment"},
      "vcs-provider": {"kind":"to-one","writable":true,"target":"VcsProvider"},
    },
  },
  "configuration-versions": {
    model: "ConfigurationVersion",
    attributes: {
      "auto-queue-runs": {"type":"boolean","writable":true},
      "created-at": {"type":"date-time","writable":false},
      "error-message": {"type":"string","nullable":true,"writable":false},
      "inputs": {"type":{"array":"number"},"writable":false},
      "is-dry": {"type":"boolean","writable":true},
      "size": {"type":"number","nullable":true,"writable":false},
      "source": {"type":"string","writable":false},
      "status": {"type":{"enum":["errored","pending","uploaded"]},"writable":false},
      "status-timestamps": {"type":"object","writable":false},
    },
    relationships: {
      "vcs-revision": {"kind":"to-one","writable":false,"target":"VcsRevision"},
      "workspace": {"kind":"to-one","writable":true,"target":"Workspace"},
    },
  },
  "cost-estimates": {
    model: "CostEstimate",
    attributes: {
      "delta-monthly-cost": {"type":"string","writable":true},
      "error-message": {"type":"string","nullable":true,"writable":true},
      "matched-resources-count": {"type":"number","nullable":true,"writable":true},
      "prior-monthly-cost": {"type":"string","writable":true},
      "proposed-monthly-cost": {"type":"string","writable":true},
      "resources-count": {"type":"number","nullable":true,"writable":true},
      "status": {"type":{"enum":["pending","queued","finished","canceled","errored","unreachable"]},"writable":true},
      "status-timestamps": {"type":"object","writable":true},
      "unmatched-resources-count": {"type":"number","nullable":true,"writable":true},
    },
    relationships: {
    },
  },
  "datadog-integrations": {
    model: "DatadogIntegration",
    attributes: {
      "api-key": {"type":"string","nullable":true,"writable":true},
      "deployment-url": {"type":"string","nullable":true,"writable":true},
      "err-message": {"type":"string","nullable":true,"writable":false},
      "name": {"type":"string","writable":true},
      "status": {"type":{"enum":["active","disabled","failed"]},"writable":true},
    },
    relationships: {
      "account": {"kind":"to-one","writable":true,"target":"Account"},
    },
  },
  "docker-integrations": {
    model: "DockerIntegration",
    attributes: {
      "error-message": {"type":"string","nullable":true,"writable":false},
      "export-credentials": {"type":"boolean","writable":true},
      "name": {"type":"string","writable":true},
      "password": {"type":"string","nullable":true,"writable":true},
      "registry-url": {"type":"string","writable":true},
      "status": {"type":{"enum":["active","disabled","failed","pending"]},"writable":true},
      "username": {"type":"string","nullable":true,"writable":true},
    },
    relationships: {
      "account": {"kind":"to-one","writable":false,"target":"Account"},
    },
  },
  "drift-detection-schedule": {
    model: "DriftDetectionSchedule",
    attributes: {
      "run-mode": {"type":{"enum":["refresh-only","plan"]},"writable":true},
      "schedule": {"type":{"enum":["daily","weekly"]},"writable":true},
      "workspace-filters": {"type":{"object":{"environment-types":{"type":{"array":"string"}},"name-patterns":{"type":{"array":"string"}},"tags":{"type":{"array":"string"}}}},"writable":true},
    },
    relationships: {
      "environment": {"kind":"to-one","writable":true,"target":"Environment"},
    },
  },
  "drift-reports": {
    model: "DriftReport",
    attributes: {
      "is-paused": {"type":"boolean","writable":true},
      "pause-reason": {"type":"string","nullable":true,"writable":true},
      "reason": {"type":"string","nullable":true,"writable":true},
      "status": {"type":{"enum":["pending","errored","in_progress","no_drift_detected","awaiting_manual_action","discarded","accept_state","reset_state"]},"writable":true},
      "updated-at": {"type":"date-time","nullable":true,"writable":true},
      "updated-by-email": {"type":"string","nullable":true,"writable":true},
    },
    relationships: {
      "run": {"kind":"to-one","writable":true,"target":"Run"},
    },
  },
  "environments": {
    model: "Environment",
    attributes: {
      "created-at": {"type":"date-time","writable":false},
      "created-by-email": {"type":"string","nullable":true,"writable":false},
      "favorite": {"type":"boolean","writable":false},
      "is-federated-to-account": {"type":"boolean","writable":true},
      "lock-reason": {"type":"string","nullable":true,"writable":false},
      "locked": {"type":"boolean","writable":false},
      "mask-sensitive-output": {"type":"boolean","writable":true},
      "name": {"type":"string","writable":true},
      "permissions": {"type":"object","writable":false},
      "remote-backend": {"type":"boolean","writable":true},
      "remote-backend-overridable": {"type":"boolean","writable":true},
      "status": {"type":"string","writable":false},
      "updated-at": {"type":"date-time","nullable":true,"writable":false},
    },
    relationships: {
      "account": {"kind":"to-one","writable":false,"target":"Account"},
      "created-by": {"kind":"to-one","writable":false,"target":"User"},
      "default-provider-configurations": {"kind":"to-many","writable":true,"target":"ProviderConfiguration"},
      "default-workspace-agent-pool": {"kind":"to-one","writable":true,"target":"AgentPool"},
      "drift-detection-schedules": {"kind":"to-many","writable":false,"target":"DriftDetectionSchedule"},
      "locked-by": {"kind":"to-one","writable":false,"target":"User"},
      "policy-groups": {"kind":"to-many","writable":false,"target":"PolicyGroup"},
      "provider-configurations": {"kind":"to-many","writable":false,"target":"ProviderConfiguration"},
      "storage-profile": {"kind":"to-one","writable":true,"target":"StorageProfile"},
      "tags": {"kind":"to-many","writable":true,"target":"Tag"},
      "updated-by": {"kind":"to-one","writable":false,"target":"User"},
    },
  },
  "event-definitions": {
    model: "EventDefinition",
    attributes: {
      "description": {"type":"string","nullable":true,"writable":true},
      "name": {"type":"string","writable":true},
    },
    relationships: {
    },
  },
  "gpg-keys": {
    model: "GPGKey",
    attributes: {
      "ascii-armor": {"type":"string","nullable":true,"writable":true},
      "created-at": {"type":"date-time","writable":false},
      "created-by-email": {"type":"string","writable":false},
      "description": {"type":"string","nullable":true,"writable":true},
      "name": {"type":"string","writable":true},
      "usage-count": {"type":"number","writable":false},
    },
    relationships: {
    },
  },
  "hook-environment-links": {
    model: "HookEnvironmentLink",
    attributes: {
      "events": {"type":{"array":{"enum":["pre-init","pre-plan","post-plan","pre-apply","post-apply"]}},"writable":true},
    },
    relationships: {
      "environment": {"kind":"to-one","writable":true,"target":"Environment"},
      "hook": {"kind":"to-one","writable":true,"target":"Hook"},
      "vcs-provider": {"kind":"to-one","writable":false,"target":"VcsProvider"},
      "vcs-revision": {"kind":"to-one","writable":false,"target":"VcsRevision"},
    },
  },
  "hook-readme": {
    model: "HookReadme",
    attributes: {
      "content": {"type":"string","writable":true},
      "created-at": {"type":"date-time","writable":true},
    },
    relationships: {
    },
  },
  "hooks": {
    model: "Hook",
    attributes: {
      "description": {"type":"string","nullable":true,"writable":true},
      "error-message": {"type":"string","nullable":true,"writable":false},
      "hook-blob-id": {"type":"string","nullable":true,"writable":false},
      "interpreter": {"type":"string","writable":true},
      "name": {"type":"string","writable":true},
      "scriptfile-path": {"type":"string","writable":true},
      "status": {"type":{"enum":["pending","active","errored"]},"writable":false},
      "updated-at": {"type":"date-time","writable":false},
      "vcs-repo": {"type":{"object":{"branch":{"type":"string","nullable":true},"identifier":{"type":"string"}}},"writable":true},
    },
    relationships: {
      "account": {"kind":"to-one","writable":false,"target":"Account"},
      "environments": {"kind":"to-many","writable":false,"target":"Environment"},
      "readme": {"kind":"to-one","writable":false,"target":"HookReadme"},
      "updated-by": {"kind":"to-one","writable":false,"target":"User"},
      "vcs-provider": {"kind":"to-one","writable":true,"target":"VcsProvider"},
      "vcs-revision": {"kind":"to-one","writable":false,"target":"VcsRevision"},
    },
  },
  "identity-providers": {
    model: "IdentityProvider",
    attributes: {
      "idp-type": {"type":{"enum":["scalr","ldap","saml"]},"writable":true},
      "name": {"type":"string","writable":true},
      "verification-status": {"type":{"enum":["pending","success","running"]},"writable":true},
    },
    relationships: {
      "account": {"kind":"to-one","writable":true,"target":"Account"},
    },
  },
  "infracost-integration": {
    model: "InfracostIntegration",
    attributes: {
      "api-key": {"type":"string","nullable":true,"writable":true},
      "err-message": {"type":"string","nullable":true,"writable":false},
      "is-shared": {"type":"boolean","writable":true},
      "name": {"type":"string","writable":true},
      "status": {"type":{"enum":["active","disabled","failed"]},"writable":true},
    },
    relationships: {
      "environments": {"kind":"to-many","writable":true,"target":"Environment"},
    },
  },
  "module-namespaces": {
    model: "ModuleNamespace",
    attributes: {
      "is-shared": {"type":"boolean","writable":true},
      "name": {"type":"string","writable":true},
    },
    relationships: {
      "environments": {"kind":"to-many","writable":true,"target":"Environment"},
      "modules": {"kind":"to-many","writable":false,"target":"Module"},
      "owners": {"kind":"to-many","writable":true,"target":"Team"},
    },
  },
  "module-test-provider-configuration-links": {
    model: "ModuleTestProviderConfigurationLink",
    attributes: {
    },
    relationships: {
      "provider-configuration": {"kind":"to-one","writable":true,"target":"ProviderConfiguration"},
    },
  },
  "module-versions": {
    model: "ModuleVersion",
    attributes: {
      "created-at": {"type":"date-time","writable":false},
      "dependencies": {"type":"object","nullable":true,"writable":false},
      "details": {"type":"string","nullable":true,"writable":false},
      "error-message": {"type":"string","nullable":true,"writable":false},
      "inputs": {"type":{"array":"number"},"nullable":true,"writable":false},
      "is-forbidden-by": {"type":{"enum":["tofu_test"]},"nullable":true,"writable":false},
      "is-root-module": {"type":"boolean","writable":false},
      "outputs": {"type":{"array":"object"},"nullable":true,"writable":false},
      "resources": {"type":{"array":"object"},"nullable":true,"writable":false},
      "size": {"type":"number","nullable":true,"writable":false},
      "status": {"type":{"enum":["not_uploaded","pending","ok","errored","pending_delete"]},"writable":false},
      "version": {"type":"string","writable":true},
    },
    relationships: {
      "module": {"kind":"to-one","writable":true,"target":"Module"},
      "vcs-revision": {"kind":"to-one","writable":false,"target":"VcsRevision"},
    },
  },
  "modules": {
    model: "Module",
    attributes: {
      "created-at": {"type":"date-time","writable":false},
      "description": {"type":"string","writable":false},
      "docker-image": {"type":"string","nullable":true,"writable":true},
      "error-message": {"type":"string","nullable":true,"writable":false},
      "name": {"type":"string","writable":true},
      "provider": {"type":"string","writable":true},
      "source": {"type":"string","writable":false},
      "source-type": {"type":{"enum":["vcs","docker"]},"writable":true},
      "status": {"type":{"enum":["no_version_tags","pending","setup_complete","errored"]},"writable":false},
      "vcs-repo": {"type":{"object":{"identifier":{"type":"string"},"path":{"type":"string"},"tag-prefix":{"type":"string"}}},"nullable":true,"writable":true},
    },
    relationships: {
      "account": {"kind":"to-one","writable":false,"target":"Account"},
      "created-by": {"kind":"to-one","writable":false,"target":"User"},
      "docker-integration": {"kind":"to-one","writable":true,"target":"DockerIntegration"},
      "environment": {"kind":"to-one","writable":true,"target":"Environment"},
      "latest-module-version": {"kind":"to-one","writable":false,"target":"ModuleVersion"},
      "module-version": {"kind":"to-one","writable":false,"target":"ModuleVersion"},
      "module-versions": {"kind":"to-many","writable":false,"target":"ModuleVersion"},
      "namespace": {"kind":"to-one","writable":true,"target":"ModuleNamespace"},
      "vcs-provider": {"kind":"to-one","writable":true,"target":"VcsProvider"},
    },
  },
  "permissions": {
    model: "Permission",
    attributes: {
      "applicable-scopes": {"type":{"array":{"enum":["account","environment","workspace"]}},"writable":true},
      "description": {"type":"string","nullable":true,"writable":true},
    },
    relationships: {
    },
  },
  "plans": {
    model: "Plan",
    attributes: {
      "execution-details": {"type":"object","writable":true},
      "has-changes": {"type":"boolean","writable":true},
      "resource-additions": {"type":"number","nullable":true,"writable":true},
      "resource-changes": {"type":"number","nullable":true,"writable":true},
      "resource-destructions": {"type":"number","nullable":true,"writable":true},
      "status": {"type":{"enum":["pending","queued","running","finished","canceled","errored","unreachable"]},"writable":true},
      "status-timestamps": {"type":"object","writable":true},
    },
    relationships: {
    },
  },
  "policies": {
    model: "Policy",
    attributes: {
      "enabled": {"type":"boolean","writable":false},
      "enforced-level": {"type":{"enum":["hard-mandatory","soft-mandatory","advisory"]},"writable":false},
      "name": {"type":"string","writable":true},
    },
    relationships: {
      "policy-group": {"kind":"to-one","writable":false,"target":"PolicyGroup"},
    },
  },
  "policy-check-results": {
    model: "PolicyCheckResult",
    attributes: {
      "messages": {"type":{"array":"string"},"writable":true},
      "name": {"type":"string","writable":true},
      "pull-request-number": {"type":"string","nullable":true,"writable":true},
      "pull-request-title": {"type":"string","nullable":true,"writable":true},
      "result": {"type":{"enum":["passed","hard_failed","soft_failed","advisory_failed"]},"writable":true},
      "unit-path": {"type":"string","nullable":true,"writable":true},
    },
    relationships: {
      "environment": {"kind":"to-one","writable":true,"target":"Environment"},
      "policy-check": {"kind":"to-one","writable":true,"target":"PolicyCheck"},
      "run": {"kind":"to-one","writable":true,"target":"Run"},
      "workspace": {"kind":"to-one","writable":true,"target":"Workspace"},
    },
  },
  "policy-checks": {
    model: "PolicyCheck",
    attributes: {
      "permissions": {"type":"object","writable":true},
      "result": {"type":{"object":{"advisory-failed":{"type":"number"},"duration-ms":{"type":"number"},"hard-failed":{"type":"number"},"passed":{"type":"number"},"policies":{"type":{"array":"object"}},"result":{"type":"boolean"},"soft-failed":{"type":"number"},"total-failed":{"type":"number"}}},"writable":true},
      "status": {"type":{"enum":["pending","queued","passed","errored","hard_failed","soft_failed","overridden","unreachable","canceled"]},"writable":true},
      "status-timestamps": {"type":"object","writable":true},
    },
    relationships: {
    },
  },
  "policy-groups": {
    model: "PolicyGroup",
    attributes: {
      "common-functions-folder": {"type":"string","nullable":true,"writable":true},
      "created-at": {"type":"date-time","writable":false},
      "error-message": {"type":"string","nullable":true,"writable":false},
      "execute-as": {"type":{"enum":["pre_plan_check","policy_check"]},"writable":true},
      "is-enforced": {"type":"boolean","writable":true},
      "name": {"type":"string","writable":true},
      "opa-version": {"type":"string","writable":true},
      "status": {"type":{"enum":["fetching","active","errored"]},"writable":false},
      "vcs-repo": {"type":{"object":{"branch":{"type":"string","nullable":true},"identifier":{"type":"string"},"path":{"type":"string","nullable":true}}},"writable":true},
    },
    relationships: {
      "account": {"kind":"to-one","writable":true,"target":"Account"},
      "environments": {"kind":"to-many","writable":false,"target":"Environment"},
      "policies": {"kind":"to-many","writable":false,"target":"Policy"},
      "vcs-provider": {"kind":"to-one","writable":true,"target":"VcsProvider"},
      "vcs-revision": {"kind":"to-one","writable":false,"target":"VcsRevision"},
    },
  },
  "provider-configuration-links": {
    model: "ProviderConfigurationLink",
    attributes: {
      "alias": {"type":"string","nullable":true,"writable":true},
      "default": {"type":"boolean","writable":false},
    },
    relationships: {
      "environment": {"kind":"to-one","writable":false,"target":"Environment"},
      "provider-configuration": {"kind":"to-one","writable":true,"target":"ProviderConfiguration"},
      "workspace": {"kind":"to-one","writable":false,"target":"Workspace"},
    },
  },
  "provider-configuration-parameters": {
    model: "ProviderConfigurationParameter",
    attributes: {
      "description": {"type":"string","nullable":true,"writable":true},
      "hcl": {"type":"boolean","writable":true},
      "key": {"type":"string","writable":true},
      "sensitive": {"type":"boolean","writable":true},
      "value": {"type":"string","nullable":true,"writable":true},
    },
    relationships: {
      "provider-configuration": {"kind":"to-one","writable":false,"target":"ProviderConfiguration"},
    },
  },
  "provider-configurations": {
    model: "ProviderConfiguration",
    attributes: {
      "apply-only": {"type":"boolean","writable":true},
      "aws-access-key": {"type":"string","nullable":true,"writable":true},
      "aws-account-type": {"type":{"enum":["regular","gov-cloud","cn-cloud"]},"nullable":true,"writable":true},
      "aws-audience": {"type":"string","nullable":true,"writable":true},
      "aws-credentials-source": {"type":{"enum":["Ec2InstanceMetadata","EcsContainer"]},"nullable":true,"writable":true},
      "aws-credentials-type": {"type":{"enum":["role_delegation","access_keys","oidc"]},"nullable":true,"writable":true},
      "aws-default-tags": {"type":"object","nullable":true,"writable":true},
      "aws-default-tags-strategy": {"type":{"enum":["skip","update"]},"nullable":true,"writable":true},
      "aws-external-id": {"type":"string","nullable":true,"writable":true},
      "aws-role-arn": {"type":"string","nullable":true,"writable":true},
      "aws-secret-key": {"type":"string","nullable":true,"writable":true},
      "aws-trusted-entity-type": {"type":{"enum":["aws_account","aws_service"]},"nullable":true,"writable":true},
      "azurerm-audience": {"type":"string","nullable":true,"writable":true},
      "azurerm-auth-type": {"type":{"enum":["client-secrets","oidc"]},"nullable":true,"writable":true},
      "azurerm-client-id": {"type":"string","nullable":true,"writable":true},
      "azurerm-client-secret": {"type":"string","nullable":true,"writable":true},
      "azurerm-subscription-id": {"type":"string","nullable":true,"writable":true},
      "azurerm-tenant-id": {"type":"string","nullable":true,"writable":true},
      "error-message": {"type":"string","nullable":true,"writable":false},
      "export-shell-variables": {"type":"boolean","writable":true},
      "google-auth-type": {"type":{"enum":["service-account-key","oidc"]},"nullable":true,"writable":true},
      "google-credentials": {"type":"string","nullable":true,"writable":true},
      "google-default-labels": {"type":"object","nullable":true,"writable":true},
      "google-default-labels-strategy": {"type":{"enum":["skip","update"]},"nullable":true,"writable":true},
      "google-project": {"type":"string","nullable":true,"writable":true},
      "google-service-account-email": {"type":"string","nullable":true,"writable":true},
      "google-service-account-name": {"type":"string","nullable":true,"writable":false},
      "google-use-default-project": {"type":"boolean","nullable":true,"writable":true},
      "google-workload-provider-name": {"type":"string","nullable":true,"writable":true},
      "is-allowed-in-module-test": {"type":"boolean","writable":true},
      "is-custom": {"type":"boolean","nullable":true,"writable":true},
      "is-shared": {"type":"boolean","writable":true},
      "is-used-in-module-test": {"type":"boolean","writable":false},
      "name": {"type":"string","writable":true},
      "provider-name": {"type":"number","writable":true},
      "scalr-hostname": {"type":"string","nullable":true,"writable":true},
      "scalr-token": {"type":"string","nullable":true,"writable":true},
      "status": {"type":{"enum":["active","errored"]},"writable":false},
    },
    relationships: {
      "account": {"kind":"to-one","writable":true,"target":"Account"},
      "environments": {"kind":"to-many","writable":true,"target":"Environment"},
      "owners": {"kind":"to-many","writable":true,"target":"Team"},
      "parameters": {"kind":"to-many","writable":false,"target":"ProviderConfigurationParameter"},
      "tags": {"kind":"to-many","writable":true,"target":"Tag"},
    },
  },
  "provider-readme": {
    model: "ProviderReadme",
    attributes: {
      "content": {"type":"string","writable":true},
      "created-at": {"type":"date-time","writable":true},
    },
    relationships: {
    },
  },
  "provider-versions": {
    model: "ProviderVersion",
    attributes: {
      "created-by-email": {"type":"string","nullable":true,"writable":false},
      "error-message": {"type":"string","nullable":true,"writable":false},
      "released-at": {"type":"date-time","nullable":true,"writable":false},
      "size": {"type":"number","nullable":true,"writable":false},
      "status": {"type":{"enum":["pending","uploaded","errored"]},"writable":false},
      "version": {"type":"string","writable":true},
    },
    relationships: {
      "gpg-key": {"kind":"to-one","writable":true,"target":"GPGKey"},
      "provider": {"kind":"to-one","writable":true,"target":"Provider"},
      "readme": {"kind":"to-one","writable":false,"target":"ProviderReadme"},
    },
  },
  "providers": {
    model: "Provider",
    attributes: {
      "description": {"type":"string","nullable":true,"writable":true},
      "name": {"type":"string","writable":true},
      "namespace": {"type":"string","writable":false},
    },
    relationships: {
      "latest-provider-version": {"kind":"to-one","writable":false,"target":"ProviderVersion"},
      "provider-version": {"kind":"to-one","writable":false,"target":"ProviderVersion"},
    },
  },
  "roles": {
    model: "Role",
    attributes: {
      "description": {"type":"string","nullable":true,"writable":true},
      "is-system": {"type":"boolean","writable":false},
      "name": {"type":"string","writable":true},
    },
    relationships: {
      "account": {"kind":"to-one","writable":false,"target":"Account"},
      "permissions": {"kind":"to-many","writable":true,"target":"Permission"},
    },
  },
  "run-schedule-rules": {
    model: "RunScheduleRule",
    attributes: {
      "schedule": {"type":"string","writable":true},
      "schedule-mode": {"type":{"enum":["apply","destroy","refresh"]},"writable":true},
    },
    relationships: {
      "workspace": {"kind":"to-one","writable":true,"target":"Workspace"},
    },
  },
  "run-triggers": {
    model: "RunTrigger",
    attributes: {
      "created-at": {"type":"date-time","writable":false},
    },
    relationships: {
      "downstream": {"kind":"to-one","writable":true,"target":"Workspace"},
      "upstream": {"kind":"to-one","writable":true,"target":"Workspace"},
    },
  },
  "runs": {
    model: "Run",
    attributes: {
      "apply-at": {"type":"date-time","nullable":true,"writable":false},
      "auto-apply": {"type":"boolean","writable":true},
      "created-at": {"type":"date-time","writable":false},
      "error-message": {"type":"string","nullable":true,"writable":false},
      "has-changes": {"type":"boolean","writable":false},
      "iac-platform": {"type":{"enum":["terraform","opentofu"]},"writable":false},
      "inputs": {"type":{"array":"object"},"nullable":true,"writable":true},
      "is-destroy": {"type":"boolean","writable":true},
      "is-dry": {"type":"boolean","writable":true},
      "message": {"type":"string","nullable":true,"writable":true},
      "permissions": {"type":"object","writable":false},
      "plan-at": {"type":"date-time","nullable":true,"writable":true},
      "position-in-queue": {"type":"number","nullable":true,"writable":false},
      "refresh": {"type":"boolean","nullable":true,"writable":true},
      "refresh-only": {"type":"boolean","nullable":true,"writable":true},
      "replace-addrs": {"type":{"array":"string"},"nullable":true,"writable":true},
      "save-plan": {"type":"boolean","nullable":true,"writable":true},
      "source": {"type":"number","writable":true},
      "status": {"type":{"enum":["pending","pre_plan_queued","pre_plan_running","pre_plan_finished","plan_queued","planning","planned","confirmed","discarded","planned_and_finished","planned_and_saved","post_plan_running","post_plan_finished","cost_estimating","cost_estimated","policy_checking","policy_override","policy_checked","pre_apply_queued","pre_apply_running","pre_apply_finished","apply_queued","applying","applied","post_apply_running","post_apply_finished","errored","canceled"]},"writable":false},
      "status-timestamps": {"type":"object","writable":false},
      "target-addrs": {"type":{"array":"string"},"nullable":true,"writable":true},
      "variables": {"type":{"array":"object"},"nullable":true,"writable":true},
    },
    relationships: {
      "apply": {"kind":"to-one","writable":false,"target":"Apply"},
      "configuration-version": {"kind":"to-one","writable":true,"target":"ConfigurationVersion"},
      "cost-estimate": {"kind":"to-one","writable":false,"target":"CostEstimate"},
      "created-by": {"kind":"to-one","writable":false,"target":"User"},
      "created-by-run": {"kind":"to-one","writable":true,"target":"Run"},
      "environment": {"kind":"to-one","writable":false,"target":"Environment"},
      "plan": {"kind":"to-one","writable":false,"target":"Plan"},
      "policy-checks": {"kind":"to-many","writable":false,"target":"PolicyCheck"},
      "state-versions": {"kind":"to-many","writable":false,"target":"StateVersion"},
      "status-transitions": {"kind":"to-many","writable":false,"target":"StatusTransition"},
      "tags": {"kind":"to-many","writable":false,"target":"Tag"},
      "vcs-revision": {"kind":"to-one","writable":false,"target":"VcsRevision"},
      "workspace": {"kind":"to-one","writable":true,"target":"Workspace"},
    },
  },
  "saml-integration": {
    model: "SamlIntegration",
    attributes: {
      "auto-redirect": {"type":"boolean","nullable":true,"writable":true},
      "base-url": {"type":"string","nullable":true,"writable":true},
      "debug": {"type":"boolean","writable":true},
      "error-message": {"type":"string","nullable":true,"writable":false},
      "idp-cert-fingerprint": {"type":"string","nullable":true,"writable":true},
      "idp-cert-fingerprint-algorithm": {"type":"string","writable":true},
      "idp-entity-id": {"type":"string","writable":true},
      "idp-single-logout-service-binding": {"type":"string","nullable":true,"writable":true},
      "idp-single-logout-service-response-url": {"type":"string","nullable":true,"writable":true},
      "idp-single-logout-service-url": {"type":"string","nullable":true,"writable":true},
      "idp-single-sign-on-service-binding": {"type":"string","nullable":true,"writable":true},
      "idp-single-sign-on-service-url": {"type":"string","writable":true},
      "idp-x509cert": {"type":"string","nullable":true,"writable":true},
      "idp-x509cert-multi-encryption": {"type":"string","nullable":true,"writable":true},
      "idp-x509cert-multi-signing": {"type":"string","nullable":true,"writable":true},
      "is-used": {"type":"boolean","writable":false},
      "mapping-azure-aad-account-type": {"type":"string","nullable":true,"writable":true},
      "mapping-azure-aad-client-id": {"type":"string","nullable":true,"writable":true},
      "mapping-azure-aad-enabled": {"type":"boolean","writable":true},
      "mapping-azure-aad-secret-key": {"type":"string","nullable":true,"writable":true},
      "mapping-azure-aad-tenant-id": {"type":"string","nullable":true,"writable":true},
      "mapping-email": {"type":"string","nullable":true,"writable":true},
      "mapping-fullname": {"type":"string","nullable":true,"writable":true},
      "mapping-groups": {"type":"string","nullable":true,"writable":true},
      "mapping-separator": {"type":"string","nullable":true,"writable":true},
      "name": {"type":"string","writable":true},
      "security-allow-repeat-attribute-name": {"type":"boolean","writable":true},
      "security-authn-requests-signed": {"type":"boolean","writable":true},
      "security-digest-algorithm": {"type":{"enum":["http://www.w3.org/2001/04/xmlenc#sha256","http://www.w3.org/2001/04/xmldsig-more#sha384","http://www.w3.org/2001/04/xmlenc#sha512"]},"nullable":true,"writable":true},
      "security-logout-request-signed": {"type":"boolean","writable":true},
      "security-logout-response-signed": {"type":"boolean","writable":true},
      "security-name-id-encrypted": {"type":"boolean","writable":true},
      "security-requested-authn-context": {"type":"string","writable":true},
      "security-requested-authn-context-comparison": {"type":{"enum":["exact","minimum","better","maximum"]},"writable":true},
      "security-sign-metadata": {"type":"boolean","nullable":true,"writable":true},
      "security-signature-algorithm": {"type":{"enum":["http://www.w3.org/2001/04/xmldsig-more#rsa-sha256","http://www.w3.org/2001/04/xmldsig-more#rsa-sha384","http://www.w3.org/2001/04/xmldsig-more#rsa-sha512"]},"writable":true},
      "security-want-assertions-encrypted": {"type":"boolean","writable":true},
      "security-want-assertions-signed": {"type":"boolean","writable":true},
      "security-want-messages-signed": {"type":"boolean","writable":true},
      "security-want-name-id": {"type":"boolean","writable":true},
      "security-want-name-id-encrypted": {"type":"boolean","writable":true},
      "sp-assertion-consumer-service-binding": {"type":"string","writable":true},
      "sp-default-entity-id": {"type":"string","writable":false},
      "sp-entity-id": {"type":"string","writable":true},
      "sp-name-id-format": {"type":"string","writable":true},
      "sp-private-key": {"type":"string","nullable":true,"writable":true},
      "sp-single-logout-service-binding": {"type":"string","writable":true},
      "sp-x509cert": {"type":"string","nullable":true,"writable":true},
      "sp-x509cert-new": {"type":"string","nullable":true,"writable":true},
      "status": {"type":{"enum":["active","disabled","failed"]},"writable":true},
      "strict": {"type":"boolean","writable":true},
      "use-identifier-in-urls": {"type":"boolean","writable":true},
      "verification-status": {"type":{"enum":["pending","success","running"]},"writable":false},
    },
    relationships: {
      "account": {"kind":"to-one","writable":false,"target":"Account"},
    },
  },
  "security-rules": {
    model: "SecurityRules",
    attributes: {
      "enforce-agent-pool": {"type":"boolean","writable":true},
      "max-personal-token-lifetime": {"type":"number","nullable":true,"writable":true},
      "max-service-account-token-lifetime": {"type":"number","nullable":true,"writable":true},
      "require-owners-for-service-accounts": {"type":"boolean","writable":true},
    },
    relationships: {
    },
  },
  "service-accounts": {
    model: "ServiceAccount",
    attributes: {
      "created-at": {"type":"date-time","writable":false},
      "description": {"type":"string","nullable":true,"writable":true},
      "email": {"type":"string","writable":false},
      "name": {"type":"string","writable":true},
      "status": {"type":{"enum":["Active","Inactive"]},"writable":true},
    },
    relationships: {
      "account": {"kind":"to-one","writable":true,"target":"Account"},
      "created-by": {"kind":"to-one","writable":false,"target":"User"},
      "owners": {"kind":"to-many","writable":true,"target":"Team"},
    },
  },
  "slack-connections": {
    model: "SlackConnection",
    attributes: {
      "slack-workspace-name": {"type":"string","writable":true},
    },
    relationships: {
      "account": {"kind":"to-one","writable":true,"target":"Account"},
    },
  },
  "slack-integrations": {
    model: "SlackIntegration",
    attributes: {
      "channel-id": {"type":"string","writable":true},
      "err-message": {"type":"string","nullable":true,"writable":false},
      "events": {"type":{"array":{"enum":["run_approval_required","run_success","run_errored","drift_detected"]}},"writable":true},
      "is-apply-only": {"type":"boolean","writable":true},
      "name": {"type":"string","writable":true},
      "run-mode": {"type":{"enum":["all","apply","dry"]},"writable":true},
      "status": {"type":{"enum":["active","disabled","failed"]},"writable":true},
    },
    relationships: {
      "account": {"kind":"to-one","writable":true,"target":"Account"},
      "connection": {"kind":"to-one","writable":true,"target":"SlackConnection"},
      "environments": {"kind":"to-many","writable":true,"target":"Environment"},
      "workspaces": {"kind":"to-many","writable":true,"target":"Workspace"},
    },
  },
  "software-versions": {
    model: "SoftwareVersion",
    attributes: {
      "created-at": {"type":"date-time","writable":false},
      "default": {"type":"boolean","writable":false},
      "deprecated": {"type":"boolean","writable":true},
      "error": {"type":"string","nullable":true,"writable":false},
      "hash": {"type":"string","nullable":true,"writable":false},
      "image": {"type":"string","nullable":true,"writable":true},
      "latest": {"type":"boolean","writable":false},
      "software-type": {"type":{"enum":["opa","terraform","infracost","opentofu","terragrunt","checkov"]},"writable":true},
      "status": {"type":{"enum":["pending","failed","active","not-available"]},"writable":false},
      "version": {"type":"string","writable":true},
    },
    relationships: {
    },
  },
  "state-versions": {
    model: "StateVersion",
    attributes: {
      "created-at": {"type":"date-time","writable":false},
      "force": {"type":"boolean","writable":true},
      "lineage": {"type":"string","nullable":true,"writable":true},
      "md5": {"type":"string","writable":true},
      "modules": {"type":"object","writable":false},
      "outputs": {"type":{"array":"object"},"nullable":true,"writable":false},
      "providers": {"type":"object","writable":false},
      "resources": {"type":{"array":"object"},"writable":false},
      "serial": {"type":"number","writable":true},
      "size": {"type":"number","writable":false},
      "state": {"type":"string","nullable":true,"writable":true},
    },
    relationships: {
      "next-state-version": {"kind":"to-one","writable":false,"target":"StateVersion"},
      "previous-state-version": {"kind":"to-one","writable":false,"target":"StateVersion"},
      "run": {"kind":"to-one","writable":true,"target":"Run"},
      "workspace": {"kind":"to-one","writable":true,"target":"Workspace"},
    },
  },
  "status-transitions": {
    model: "StatusTransition",
    attributes: {
      "occurred-at": {"type":"date-time","writable":true},
      "reason": {"type":"string","nullable":true,"writable":true},
      "status": {"type":"string","writable":true},
    },
    relationships: {
      "user": {"kind":"to-one","writable":true,"target":"User"},
    },
  },
  "storage-profiles": {
    model: "StorageProfile",
    attributes: {
      "aws-s3-audience": {"type":"string","nullable":true,"writable":true},
      "aws-s3-bucket-name": {"type":"string","nullable":true,"writable":true},
      "aws-s3-region": {"type":"string","nullable":true,"writable":true},
      "aws-s3-role-arn": {"type":"string","nullable":true,"writable":true},
      "azurerm-audience": {"type":"string","nullable":true,"writable":true},
      "azurerm-client-id": {"type":"string","nullable":true,"writable":true},
      "azurerm-container-name": {"type":"string","nullable":true,"writable":true},
      "azurerm-storage-account": {"type":"string","nullable":true,"writable":true},
      "azurerm-tenant-id": {"type":"string","nullable":true,"writable":true},
      "backend-type": {"type":{"enum":["google","aws-s3","azurerm"]},"writable":true},
      "created-at": {"type":"date-time","writable":false},
      "default": {"type":"boolean","writable":true},
      "error-message": {"type":"string","nullable":true,"writable":false},
      "google-credentials": {"type":"object","nullable":true,"writable":true},
      "google-encryption-key": {"type":"string","nullable":true,"writable":true},
      "google-project": {"type":"string","nullable":true,"writable":true},
      "google-storage-bucket": {"type":"string","nullable":true,"writable":true},
      "is-system": {"type":"boolean","writable":false},
      "name": {"type":"string","writable":true},
      "updated-at": {"type":"date-time","nullable":true,"writable":false},
    },
    relationships: {
    },
  },
  "tags": {
    model: "Tag",
    attributes: {
      "in-use": {"type":"boolean","nullable":true,"writable":false},
      "name": {"type":"string","writable":true},
    },
    relationships: {
      "account": {"kind":"to-one","writable":false,"target":"Account"},
    },
  },
  "teams": {
    model: "Team",
    attributes: {
      "description": {"type":"string","nullable":true,"writable":true},
      "name": {"type":"string","writable":true},
    },
    relationships: {
      "account": {"kind":"to-one","writable":false,"target":"Account"},
      "identity-provider": {"kind":"to-one","writable":false,"target":"IdentityProvider"},
      "users": {"kind":"to-many","writable":true,"target":"User"},
    },
  },
  "tf-module-namespaces": {
    model: "ModuleUsageNamespace",
    attributes: {
      "namespace-name": {"type":"string","writable":true},
      "source": {"type":"string","writable":true},
    },
    relationships: {
      "account": {"kind":"to-one","writable":true,"target":"Account"},
      "namespace-account": {"kind":"to-one","writable":true,"target":"Account"},
      "namespace-environment": {"kind":"to-one","writable":true,"target":"Environment"},
    },
  },
  "tf-module-usages": {
    model: "TerraformModuleUsage",
    attributes: {
      "module": {"type":"string","writable":true},
      "parent-module": {"type":"string","nullable":true,"writable":true},
      "source": {"type":"string","nullable":true,"writable":true},
      "versions-used-count": {"type":"number","writable":true},
      "workspaces-count": {"type":"number","writable":true},
    },
    relationships: {
      "namespace": {"kind":"to-one","writable":true,"target":"ModuleUsageNamespace"},
    },
  },
  "tf-module-version-usages": {
    model: "TerraformModuleVersionUsage",
    attributes: {
      "created-at": {"type":"date-time","writable":true},
      "version": {"type":"string","nullable":true,"writable":true},
    },
    relationships: {
      "environment": {"kind":"to-one","writable":true,"target":"Environment"},
      "workspace": {"kind":"to-one","writable":true,"target":"Workspace"},
    },
  },
  "tf-provider-usages": {
    model: "TerraformProviderUsage",
    attributes: {
      "provider": {"type":"string","writable":true},
      "source": {"type":"string","writable":true},
      "versions-used-count": {"type":"number","writable":true},
      "workspaces-count": {"type":"number","writable":true},
    },
    relationships: {
    },
  },
  "tf-provider-version-usages": {
    model: "TerraformProviderVersionUsage",
    attributes: {
      "created-at": {"type":"date-time","writable":true},
      "version": {"type":"string","nullable":true,"writable":true},
    },
    relationships: {
      "environment": {"kind":"to-one","writable":true,"target":"Environment"},
      "workspace": {"kind":"to-one","writable":true,"target":"Workspace"},
    },
  },
  "tf-resource-instance-usages": {
    model: "TerraformResourceInstanceUsage",
    attributes: {
      "address": {"type":"string","writable":true},
      "external-id": {"type":"string","writable":true},
      "is-active": {"type":"boolean","writable":true},
      "is-duplicate": {"type":"boolean","writable":true},
      "name": {"type":"string","writable":true},
      "updated-at": {"type":"date-time","writable":true},
      "updated-by-email": {"type":"string","writable":true},
      "workspace-name": {"type":"string","writable":true},
    },
    relationships: {
      "environment": {"kind":"to-one","writable":true,"target":"Environment"},
      "resource": {"kind":"to-one","writable":true,"target":"TerraformResourceUsage"},
      "run": {"kind":"to-one","writable":true,"target":"Run"},
      "state-version": {"kind":"to-one","writable":true,"target":"StateVersion"},
      "workspace": {"kind":"to-one","writable":true,"target":"Workspace"},
    },
  },
  "tf-resource-usages": {
    model: "TerraformResourceUsage",
    attributes: {
      "active-instances-count": {"type":"number","writable":true},
      "deleted-instances-count": {"type":"number","writable":true},
      "name": {"type":"string","writable":true},
      "provider-type": {"type":"string","writable":true},
      "workspaces-count": {"type":"number","writable":true},
    },
    relationships: {
      "account": {"kind":"to-one","writable":true,"target":"Account"},
    },
  },
  "tf-version-usages": {
    model: "TerraformVersionUsage",
    attributes: {
      "created-at": {"type":"date-time","writable":true},
      "iac-platform": {"type":{"enum":["terraform","opentofu"]},"writable":true},
      "is-auto": {"type":"boolean","writable":true},
      "version": {"type":"string","writable":true},
    },
    relationships: {
      "account": {"kind":"to-one","writable":true,"target":"Account"},
      "environment": {"kind":"to-one","writable":true,"target":"Environment"},
      "workspace": {"kind":"to-one","writable":true,"target":"Workspace"},
    },
  },
  "usage-statistics": {
    model: "UsageStatistic",
    attributes: {
      "breakdown-id": {"type":"string","nullable":true,"writable":true},
      "breakdown-name": {"type":"string","nullable":true,"writable":true},
      "date": {"type":"string","nullable":true,"writable":true},
      "runs-count": {"type":"number","writable":true},
      "runs-seconds": {"type":"number","writable":true},
    },
    relationships: {
      "account": {"kind":"to-one","writable":true,"target":"Account"},
    },
  },
  "users": {
    model: "User",
    attributes: {
      "created-at": {"type":"date-time","nullable":true,"writable":true},
      "email": {"type":"string","writable":true},
      "full-name": {"type":"string","nullable":true,"writable":true},
      "last-login-at": {"type":"date-time","nullable":true,"writable":true},
      "status": {"type":{"enum":["Active","Inactive","Pending"]},"writable":true},
      "username": {"type":"string","writable":true},
    },
    relationships: {
      "identity-providers": {"kind":"to-many","writable":true,"target":"IdentityProvider"},
      "teams": {"kind":"to-many","writable":true,"target":"Team"},
    },
  },
  "var-set-variables": {
    model: "VariableSetVariable",
    attributes: {
      "category": {"type":{"enum":["terraform","shell"]},"writable":true},
      "description": {"type":"string","nullable":true,"writable":true},
      "final": {"type":"boolean","writable":true},
      "hcl": {"type":"boolean","writable":true},
      "key": {"type":"string","writable":true},
      "sensitive": {"type":"boolean","writable":true},
      "updated-at": {"type":"date-time","writable":false},
      "updated-by-email": {"type":"string","nullable":true,"writable":false},
      "value": {"type":"string","nullable":true,"writable":true},
    },
    relationships: {
      "account": {"kind":"to-one","writable":false,"target":"Account"},
      "var-set": {"kind":"to-one","writable":true,"target":"VariableSet"},
    },
  },
  "var-sets": {
    model: "VariableSet",
    attributes: {
      "description": {"type":"string","nullable":true,"writable":true},
      "is-shared": {"type":"boolean","writable":true},
      "name": {"type":"string","writable":true},
      "updated-at": {"type":"date-time","writable":false},
      "updated-by-email": {"type":"string","nullable":true,"writable":false},
    },
    relationships: {
      "account": {"kind":"to-one","writable":false,"target":"Account"},
      "environments": {"kind":"to-many","writable":true,"target":"Environment"},
      "owners": {"kind":"to-many","writable":true,"target":"Team"},
    },
  },
  "vars": {
    model: "Variable",
    attributes: {
      "category": {"type":{"enum":["terraform","shell","env"]},"writable":true},
      "description": {"type":"string","nullable":true,"writable":true},
      "final": {"type":"boolean","writable":true},
      "hcl": {"type":"boolean","writable":true},
      "key": {"type":"string","writable":true},
      "sensitive": {"type":"boolean","writable":true},
      "updated-at": {"type":"date-time","nullable":true,"writable":false},
      "updated-by-email": {"type":"string","nullable":true,"writable":false},
      "value": {"type":"string","nullable":true,"writable":true},
    },
    relationships: {
      "account": {"kind":"to-one","writable":false,"target":"Account"},
      "environment": {"kind":"to-one","writable":true,"target":"Environment"},
      "updated-by": {"kind":"to-one","writable":false,"target":"User"},
      "workspace": {"kind":"to-one","writable":true,"target":"Workspace"},
    },
  },
  "vcs-providers": {
    model: "VcsProvider",
    attributes: {
      "applies-enabled": {"type":"boolean","writable":true},
      "auth-type": {"type":{"enum":["oauth2","personal_token"]},"writable":true},
      "auto-merge": {"type":"boolean","writable":true},
      "checks-enabled": {"type":"boolean","writable":true},
      "comments-enabled": {"type":"boolean","writable":true},
      "compare-strategy": {"type":{"enum":["base-commit","previous-commit"]},"writable":true},
      "draft-pr-runs-enabled": {"type":"boolean","writable":true},
      "error-message": {"type":"string","nullable":true,"writable":false},
      "is-shared": {"type":"boolean","writable":true},
      "name": {"type":"string","writable":true},
      "plans-enabled": {"type":"boolean","writable":true},
      "pr-merge-comments-enabled": {"type":"boolean","writable":true},
      "token": {"type":"string","nullable":true,"writable":true},
      "url": {"type":"string","nullable":true,"writable":true},
      "username": {"type":"string","nullable":true,"writable":true},
      "vcs-type": {"type":{"enum":["github","gitlab","bitbucket","bitbucket_enterprise","gitlab_enterprise","github_enterprise","azure_dev_ops_services"]},"writable":true},
    },
    relationships: {
      "account": {"kind":"to-one","writable":true,"target":"Account"},
      "agent-pool": {"kind":"to-one","writable":true,"target":"AgentPool"},
      "environments": {"kind":"to-many","writable":true,"target":"Environment"},
    },
  },
  "vcs-revisions": {
    model: "VcsRevision",
    attributes: {
      "branch": {"type":"string","nullable":true,"writable":true},
      "clone-url": {"type":"string","writable":true},
      "commit-message": {"type":"string","nullable":true,"writable":true},
      "commit-sha": {"type":"string","nullable":true,"writable":true},
      "commit-url": {"type":"string","nullable":true,"writable":true},
      "repository-id": {"type":"string","writable":true},
      "sender-username": {"type":"string","nullable":true,"writable":true},
    },
    relationships: {
    },
  },
  "webhook-integration-deliveries": {
    model: "WebhookIntegrationDelivery",
    attributes: {
      "attempts": {"type":"number","writable":true},
      "error-message": {"type":"string","nullable":true,"writable":true},
      "last-handle-attempt-at": {"type":"date-time","writable":true},
      "request-body": {"type":"object","writable":true},
      "request-headers": {"type":"object","writable":true},
      "response-body": {"type":"number","nullable":true,"writable":true},
      "response-code": {"type":"number","nullable":true,"writable":true},
      "response-headers": {"type":"object","nullable":true,"writable":true},
      "status": {"type":"string","writable":true},
      "triggered-at": {"type":"date-time","writable":true},
    },
    relationships: {
      "environment": {"kind":"to-one","writable":true,"target":"Environment"},
      "event": {"kind":"to-one","writable":true,"target":"EventDefinition"},
      "run": {"kind":"to-one","writable":true,"target":"Run"},
      "triggered-by": {"kind":"to-one","writable":true,"target":"User"},
      "webhook": {"kind":"to-one","writable":true,"target":"WebhookIntegration"},
      "workspace": {"kind":"to-one","writable":true,"target":"Workspace"},
    },
  },
  "webhook-integrations": {
    model: "WebhookIntegration",
    attributes: {
      "enabled": {"type":"boolean","writable":true},
      "headers": {"type":{"array":"object"},"nullable":true,"writable":true},
      "http-method": {"type":"string","writable":false},
      "is-shared": {"type":"boolean","writable":true},
      "last-triggered-at": {"type":"date-time","nullable":true,"writable":false},
      "max-attempts": {"type":"number","writable":true},
      "name": {"type":"string","writable":true},
      "secret-key": {"type":"string","writable":true},
      "statistics": {"type":{"object":{"last-day":{"type":"object"},"last-hour":{"type":"object"},"last-week":{"type":"object"}}},"nullable":true,"writable":false},
      "timeout": {"type":"number","writable":true},
      "url": {"type":"string","writable":true},
    },
    relationships: {
      "account": {"kind":"to-one","writable":true,"target":"Account"},
      "environments": {"kind":"to-many","writable":true,"target":"Environment"},
      "events": {"kind":"to-many","writable":true,"target":"EventDefinition"},
    },
  },
  "workload-identity-providers": {
    model: "WorkloadIdentityProvider",
    attributes: {
      "allowed-audiences": {"type":{"array":"string"},"writable":true},
      "created-at": {"type":"date-time","writable":false},
      "created-by-email": {"type":"string","nullable":true,"writable":false},
      "name": {"type":"string","writable":true},
      "status": {"type":{"enum":["pending","active","invalid_provider_settings","fetch_jwks_error","not_supported_jwks","internal_error"]},"writable":false},
      "url": {"type":"string","writable":true},
    },
    relationships: {
      "assume-service-account-policies": {"kind":"to-many","writable":false,"target":"AssumeServiceAccountPolicy"},
    },
  },
  "workspace-readme": {
    model: "WorkspaceReadme",
    attributes: {
      "content": {"type":"string","writable":true},
      "created-at": {"type":"date-time","writable":true},
    },
    relationships: {
    },
  },
  "workspaces": {
    model: "Workspace",
    attributes: {
      "apply-schedule": {"type":"string","nullable":true,"writable":false},
      "auto-apply": {"type":"boolean","writable":true},
      "auto-destroy-days": {"type":"WorkspaceAutoDestroyDays","nullable":true,"writable":true},
      "auto-destroy-status": {"type":"string","nullable":true,"writable":false},
      "auto-destroy-time": {"type":"date-time","nullable":true,"writable":false},
      "auto-queue-runs": {"type":{"enum":["always","never","skip_first","on_create_only"]},"writable":true},
      "created-at": {"type":"date-time","writable":false},
      "deletion-protection-changed-by-email": {"type":"string","nullable":true,"writable":false},
      "deletion-protection-enabled": {"type":"boolean","writable":true},
      "destroy-schedule": {"type":"string","nullable":true,"writable":false},
      "environment-type": {"type":{"enum":["production","staging","testing","development","unmapped"]},"writable":true},
      "execution-mode": {"type":{"enum":["remote","local"]},"writable":true},
      "favorite": {"type":"boolean","writable":false},
      "force-latest-run": {"type":"boolean","writable":true},
      "has-resources": {"type":"boolean","writable":false},
      "hooks": {"type":{"object":{"post-apply":{"type":"string","nullable":true},"post-plan":{"type":"string","nullable":true},"pre-apply":{"type":"string","nullable":true},"pre-init":{"type":"string","nullable":true},"pre-plan":{"type":"string","nullable":true}}},"nullable":true,"writable":true},
      "iac-platform": {"type":{"enum":["terraform","opentofu"]},"writable":true},
      "lock-reason": {"type":"string","nullable":true,"writable":false},
      "locked": {"type":"boolean","writable":false},
      "name": {"type":"string","writable":true},
      "operations": {"type":"boolean","writable":true},
      "permissions": {"type":"object","writable":false},
      "remote-backend": {"type":"boolean","writable":true},
      "remote-state-sharing": {"type":"boolean","writable":true},
      "run-operation-timeout": {"type":"number","nullable":true,"writable":true},
      "terraform-version": {"type":"string","writable":true},
      "terragrunt": {"type":{"object":{"include-external-dependencies":{"type":"boolean"},"use-run-all":{"type":"boolean"},"version":{"type":"string"}}},"nullable":true,"writable":true},
      "updated-at": {"type":"date-time","nullable":true,"writable":false},
      "updated-by-email": {"type":"string","nullable":true,"writable":false},
      "var-files": {"type":{"array":"string"},"nullable":true,"writable":true},
      "vcs-repo": {"type":{"object":{"branch":{"type":"string","nullable":true},"dry-runs-enabled":{"type":"boolean"},"identifier":{"type":"string"},"ingress-submodules":{"type":"boolean"},"path":{"type":"string","nullable":true},"trigger-patterns":{"type":"string","nullable":true},"trigger-prefixes":{"type":{"array":"string"},"nullable":true},"version-constraint":{"type":"string","nullable":true}}},"nullable":true,"writable":true},
      "working-directory": {"type":"string","nullable":true,"writable":true},
    },
    relationships: {
      "agent-pool": {"kind":"to-one","writable":true,"target":"AgentPool"},
      "configuration-version": {"kind":"to-one","writable":false,"target":"ConfigurationVersion"},
      "created-by": {"kind":"to-one","writable":false,"target":"User"},
      "current-run": {"kind":"to-one","writable":false,"target":"Run"},
      "drift-report": {"kind":"to-one","writable":false,"target":"DriftReport"},
      "environment": {"kind":"to-one","writable":true,"target":"Environment"},
      "latest-configuration-version": {"kind":"to-one","writable":false,"target":"ConfigurationVersion"},
      "latest-run": {"kind":"to-one","writable":false,"target":"Run"},
      "locked-by": {"kind":"to-one","writable":false,"target":"User"},
      "locked-by-run": {"kind":"to-one","writable":false,"target":"Run"},
      "module": {"kind":"to-one","writable":false,"target":"Module"},
      "module-version": {"kind":"to-one","writable":true,"target":"ModuleVersion"},
      "readme-id": {"kind":"to-one","writable":false,"target":"WorkspaceReadme"},
      "ssh-key": {"kind":"to-one","writable":false,"target":"SSHKey"},
      "tags": {"kind":"to-many","writable":true,"target":"Tag"},
      "updated-by": {"kind":"to-one","writable":false,"target":"User"},
      "vcs-provider": {"kind":"to-one","writable":true,"target":"VcsProvider"},
    },
  },
};

export const OPERATIONS: Contract["operations"] = {
  "/access-policies": {
    "POST": {"operation":"createAccessPolicy","query":["include","filter[*]"]},
    "GET": {"operation":"getAccessPolicies","query":["page[number]","page[size]","query","sort","include","filter[*]"]},
  },
  "/access-policies/{access_policy}": {
    "DELETE": {"operation":"deleteAccessPolicy"},
    "GET": {"operation":"getAccessPolicy","query":["include","filter[*]"]},
    "PATCH": {"operation":"updateAccessPolicy","query":["include","filter[*]"]},
  },
  "/access-tokens": {
    "POST": {"operation":"createAccessToken","query":["include","filter[*]"]},
    "GET": {"operation":"listAccessTokens","query":["page[number]","page[size]","sort","include","query","filter[*]"]},
  },
  "/access-tokens/{access_token}": {
    "DELETE": {"operation":"deleteAccessToken"},
    "GET": {"operation":"getAccessToken","query":["include","filter[*]"]},
    "PATCH": {"operation":"updateAccessToken","query":["include","filter[*]"]},
  },
  "/account-users": {
    "GET": {"operation":"getAccountUsers","query":["query","page[number]","page[size]","sort","include","filter[*]"]},
  },
  "/accounts": {
    "GET": {"operation":"getAccounts","query":["page[number]","page[size]","include","filter[*]"]},
  },
  "/accounts/{account}": {
    "GET": {"operation":"getAccount","query":["include","filter[*]"]},
    "PATCH": {"operation":"updateAccount"},
  },
  "/accounts/{account}/actions/invite": {
    "POST": {"operation":"inviteUserToAccount","query":["include","filter[*]"]},
  },
  "/accounts/{account}/actions/remove/{user}": {
    "DELETE": {"operation":"removeUserFromAccount"},
  },
  "/accounts/{account}/metrics": {
    "GET": {"operation":"getMetrics"},
  },
  "/accounts/{account}/relationships/sso-bypass-users": {
    "POST": {"operation":"addSsoBypassUsers"},
    "DELETE": {"operation":"deleteSsoBypassUsers"},
    "GET": {"operation":"listSsoBypassUsers","query":["page[number]","page[size]","filter[*]"]},
    "PATCH": {"operation":"replaceSsoBypassUsers"},
  },
  "/agent-pools": {
    "POST": {"operation":"createAgentPool","query":["include","filter[*]"]},
    "GET": {"operation":"getAgentPools","query":["query","page[number]","page[size]","include","sort","filter[*]"]},
  },
  "/agent-pools/{agent_pool}": {
    "DELETE": {"operation":"deleteAgentPool"},
    "GET": {"operation":"getAgentPool","query":["include","filter[*]"]},
    "PATCH": {"operation":"updateAgentPool","query":["include","filter[*]"]},
  },
  "/agent-pools/{agent_pool}/access-tokens": {
    "POST": {"operation":"createAgentPoolToken","query":["include","filter[*]"]},
    "GET": {"operation":"listAgentPoolAccessTokens","query":["page[number]","page[size]","sort","include","query","filter[*]"]},
  },
  "/agents": {
    "GET": {"operation":"getAgents","query":["page[number]","page[size]","include","sort","filter[*]"]},
  },
  "/agents/{agent}": {
    "DELETE": {"operation":"deleteAgent"},
    "GET": {"operation":"getAgent","query":["include","filter[*]"]},
  },
  "/applies/{apply}": {
    "GET": {"operation":"getApply"},
  },
  "/applies/{apply}/output": {
    "GET": {"operation":"getApplyLog","query":["clean","filter[*]"]},
  },
  "/assume-service-account-policies": {
    "GET": {"operation":"listAssumeServiceAccountPolicies","query":["include","page[number]","page[size]","sort","query","filter[*]"]},
  },
  "/configuration-versions": {
    "POST": {"operation":"createConfigurationVersion"},
    "GET": {"operation":"getConfigurationVersions","query":["page[number]","page[size]","include","filter[*]"]},
  },
  "/configuration-versions/{configuration_version}": {
    "GET": {"operation":"getConfigurationVersion","query":["include","filter[*]"]},
  },
  "/configuration-versions/{configuration_version}/download": {
    "GET": {"operation":"downloadConfigurationVersion"},
  },
  "/cost-estimates/{cost_estimate}": {
    "GET": {"operation":"getCostEstimate"},
  },
  "/cost-estimates/{cost_estimate}/breakdown": {
    "GET": {"operation":"getCostEstimateBreakdown"},
  },
  "/cost-estimates/{cost_estimate}/output": {
    "GET": {"operation":"getCostEstimateLog"},
  },
  "/drift-detection-schedules": {
    "POST": {"operation":"createDriftDetectionSchedule","query":["filter[*]"]},
  },
  "/drift-detection-schedules/{drift_detection_schedule}": {
    "DELETE": {"operation":"deleteDriftDetectionSchedule"},
    "GET": {"operation":"getDriftDetectionSchedule"},
    "PATCH": {"operation":"updateDriftDetectionSchedule"},
  },
  "/environments": {
    "POST": {"operation":"createEnvironment","query":["filter[*]"]},
    "GET": {"operation":"listEnvironments","query":["page[number]","page[size]","query","sort[favorite-first]","sort","include","filter[*]"]},
  },
  "/environments/{environment}": {
    "DELETE": {"operation":"deleteEnvironment"},
    "GET": {"operation":"getEnvironment","query":["track_access","include","filter[*]"]},
    "PATCH": {"operation":"updateEnvironment","query":["filter[*]"]},
  },
  "/environments/{environment}/actions/favorite": {
    "GET": {"operation":"addEnvironmentToFavorites"},
  },
  "/environments/{environment}/actions/lock": {
    "POST": {"operation":"lockEnvironment"},
  },
  "/environments/{environment}/actions/unfavorite": {
    "GET": {"operation":"removeEnvironmentFromFavorites"},
  },
  "/environments/{environment}/actions/unlock": {
    "GET": {"operation":"unlockEnvironment"},
  },
  "/environments/{environment}/relationships/federated-environments": {
    "POST": {"operation":"addFederatedEnvironments"},
    "DELETE": {"operation":"deleteFederatedEnvironment"},
    "GET": {"operation":"listFederatedEnvironments","query":["page[number]","page[size]","filter[*]"]},
    "PATCH": {"operation":"replaceFederatedEnvironments"},
  },
  "/environments/{environment}/relationships/tags": {
    "POST": {"operation":"addEnvironmentTags"},
    "DELETE": {"operation":"deleteEnvironmentTags"},
    "GET": {"operation":"listEnvironmentTags","query":["page[number]","page[size]","filter[*]"]},
    "PATCH": {"operation":"replaceEnvironmentTags"},
  },
  "/event-definitions": {
    "GET": {"operation":"listEventDefinitions"},
  },
  "/gpg-keys": {
    "POST": {"operation":"createGpgKey"},
    "GET": {"operation":"listGpgKeys","query":["query","page[number]","page[size]","sort","filter[*]"]},
  },
  "/gpg-keys/{gpg_key}": {
    "DELETE": {"operation":"deleteGpgKey"},
    "GET": {"operation":"getGpgKey","query":["filter[*]"]},
    "PATCH": {"operation":"updateGpgKey"},
  },
  "/hook-environment-links": {
    "POST": {"operation":"createHookEnvironmentLink"},
    "GET": {"operation":"listHookEnvironmentLinks","query":["page[number]","page[size]","query","sort","include","filter[*]"]},
  },
  "/hook-environment-links/{hook_environment_link}": {
    "DELETE": {"operation":"deleteHookEnvironmentLink"},
    "GET": {"operation":"getHookEnvironmentLink","query":["include","filter[*]"]},
    "PATCH": {"operation":"updateHookEnvironmentLink"},
  },
  "/hooks": {
    "POST": {"operation":"createHook"},
    "GET": {"operation":"listHooks","query":["page[number]","page[size]","query","sort","include","filter[*]"]},
  },
  "/hooks/{hook}": {
    "DELETE": {"operation":"deleteHook"},
    "GET": {"operation":"getHook","query":["include","filter[*]"]},
    "PATCH": {"operation":"updateHook"},
  },
  "/hooks/{hook}/actions/resync": {
    "GET": {"operation":"resyncHook"},
  },
  "/iam/signin/{provider}": {
    "GET": {"operation":"oauthSignin","query":["post_auth_action","post_auth_state","post_auth_token","filter[*]"]},
  },
  "/iam/signup/{provider}": {
    "GET": {"operation":"oauthSignup"},
  },
  "/integrations/aws-event-bridge": {
    "POST": {"operation":"createAwsEventBridgeIntegration"},
    "GET": {"operation":"listAwsEventBridgeIntegrations","query":["page[number]","page[size]","sort","filter[*]"]},
  },
  "/integrations/aws-event-bridge/{aws_event_bridge_integration}": {
    "DELETE": {"operation":"deleteAwsEventBridgeIntegration"},
    "GET": {"operation":"getAwsEventBridgeIntegration"},
    "PATCH": {"operation":"updateAwsEventBridgeIntegration"},
  },
  "/integrations/checkov": {
    "POST": {"operation":"createCheckovIntegration","query":["include","filter[*]"]},
    "GET": {"operation":"listCheckovIntegrations","query":["page[number]","page[size]","include","sort","filter[*]"]},
  },
  "/integrations/checkov/{integration}": {
    "DELETE": {"operation":"deleteCheckovIntegration"},
    "GET": {"operation":"getCheckovIntegration","query":["include","filter[*]"]},
    "PATCH": {"operation":"updateCheckovIntegration","query":["include","filter[*]"]},
  },
  "/integrations/checkov/{integration}/actions/resync": {
    "GET": {"operation":"resyncCheckovIntegration"},
  },
  "/integrations/datadog": {
    "POST": {"operation":"createDatadogIntegration"},
    "GET": {"operation":"listDatadogIntegrations","query":["page[number]","page[size]","sort","filter[*]"]},
  },
  "/integrations/datadog/{datadog_integration}": {
    "DELETE": {"operation":"deleteDatadogIntegration"},
    "GET": {"operation":"getDatadogIntegration"},
    "PATCH": {"operation":"updateDatadogIntegrations"},
  },
  "/integrations/docker": {
    "POST": {"operation":"createDockerIntegration"},
    "GET": {"operation":"listDockerIntegrations","query":["page[number]","page[size]","sort","filter[*]"]},
  },
  "/integrations/docker/{docker_integration}": {
    "DELETE": {"operation":"deleteDockerIntegration"},
    "GET": {"operation":"getDockerIntegration","query":["filter[*]"]},
    "PATCH": {"operation":"updateDockerIntegration"},
  },
  "/integrations/infracost": {
    "POST": {"operation":"createInfracostIntegration","query":["include","filter[*]"]},
    "GET": {"operation":"listInfracostIntegrations","query":["page[number]","page[size]","include","sort","filter[*]"]},
  },
  "/integrations/infracost/{infracost_integration}": {
    "DELETE": {"operation":"deleteInfracostIntegration"},
    "GET": {"operation":"getInfracostIntegration","query":["include","filter[*]"]},
    "PATCH": {"operation":"updateInfracostIntegration","query":["include","filter[*]"]},
  },
  "/integrations/saml": {
    "POST": {"operation":"createSamlIntegration"},
    "GET": {"operation":"listSamlIntegrations","query":["page[number]","page[size]","sort","filter[*]"]},
  },
  "/integrations/saml/{saml_integration}": {
    "DELETE": {"operation":"deleteSamlIntegration"},
    "GET": {"operation":"getSamlIntegration"},
    "PATCH": {"operation":"updateSamlIntegration"},
  },
  "/integrations/slack": {
    "POST": {"operation":"createSlackIntegration"},
    "GET": {"operation":"listSlackIntegrations","query":["page[number]","page[size]","include","sort","filter[*]"]},
  },
  "/integrations/slack/{account}/connection": {
    "DELETE": {"operation":"deleteSlackConnection"},
    "GET": {"operation":"getSlackConnection"},
  },
  "/integrations/slack/{account}/connection/channels": {
    "GET": {"operation":"listSlackChannels","query":["query","ignore_cache","page[number]","page[size]","filter[*]"]},
  },
  "/integrations/slack/{account}/connection/channels/{channel_id}": {
    "GET": {"operation":"getSlackChannel"},
  },
  "/integrations/slack/{slack_integration}": {
    "DELETE": {"operation":"deleteSlackIntegration"},
    "GET": {"operation":"getSlackIntegration","query":["include","filter[*]"]},
    "PATCH": {"operation":"updateSlackIntegration"},
  },
  "/integrations/webhook-deliveries": {
    "GET": {"operation":"listWebhookIntegrationDeliveries","query":["page[number]","page[size]","include","sort","query","filter[*]"]},
  },
  "/integrations/webhook-deliveries/{webhook_delivery}": {
    "GET": {"operation":"getWebhookIntegrationDelivery","query":["include","filter[*]"]},
  },
  "/integrations/webhooks": {
    "POST": {"operation":"createWebhookIntegration","query":["filter[*]"]},
    "GET": {"operation":"listWebhookIntegrations","query":["page[number]","page[size]","sort","query","filter[*]"]},
  },
  "/integrations/webhooks/{webhook}": {
    "DELETE": {"operation":"deleteWebhookIntegration"},
    "GET": {"operation":"getWebhookIntegration","query":["filter[*]"]},
    "PATCH": {"operation":"updateWebhookIntegration","query":["filter[*]"]},
  },
  "/logout": {
    "GET": {"operation":"logout"},
  },
  "/metrics": {
    "GET": {"operation":"getOpenMetrics"},
  },
  "/module-namespaces": {
    "POST": {"operation":"createModuleNamespace"},
    "GET": {"operation":"listModuleNamespaces","query":["page[number]","page[size]","sort","filter[*]"]},
  },
  "/module-namespaces/{module_namespace}": {
    "DELETE": {"operation":"deleteModuleNamespace"},
    "GET": {"operation":"getModuleNamespace"},
    "PATCH": {"operation":"updateModuleNamespace"},
  },
  "/module-test-provider-configuration-links/{module_test_provider_configuration_link}": {
    "DELETE": {"operation":"deleteModuleTestProviderConfigurationLink"},
    "GET": {"operation":"getModuleTestProviderConfigurationLink","query":["include","filter[*]"]},
    "PATCH": {"operation":"updateModuleTestProviderConfigurationLink"},
  },
  "/module-versions": {
    "GET": {"operation":"listModuleVersions","query":["page[number]","page[size]","sort","include","filter[*]"]},
  },
  "/module-versions/{module_version}": {
    "GET": {"operation":"getModuleVersion","query":["include","filter[*]"]},
  },
  "/module-versions/{module_version}/actions/resync": {
    "GET": {"operation":"resyncModuleVersion"},
  },
  "/modules": {
    "POST": {"operation":"createModule"},
    "GET": {"operation":"listModules","query":["page[number]","page[size]","query","include","sort","filter[*]"]},
  },
  "/modules/{module}": {
    "DELETE": {"operation":"deleteModule"},
    "GET": {"operation":"getModule","query":["include","filter[*]"]},
  },
  "/modules/{module}/actions/resync": {
    "POST": {"operation":"resyncModule"},
  },
  "/modules/{module}/changelog": {
    "GET": {"operation":"getModuleChangelog"},
  },
  "/permissions": {
    "GET": {"operation":"getPermissions"},
  },
  "/permissions/{permission}": {
    "GET": {"operation":"getPermission"},
  },
  "/ping": {
    "GET": {"operation":"ping"},
  },
  "/plans/{plan}": {
    "GET": {"operation":"getPlan"},
  },
  "/plans/{plan}/json-output": {
    "GET": {"operation":"getJsonOutput","query":["format","filter[*]"]},
  },
  "/plans/{plan}/output": {
    "GET": {"operation":"getPlanLog","query":["clean","format","filter[*]"]},
  },
  "/plans/{plan}/sanitized-json-output": {
    "GET": {"operation":"getSanitizedJsonOutput","query":["format","filter[*]"]},
  },
  "/policies/{policy}": {
    "GET": {"operation":"getPolicy"},
  },
  "/policy-checks/{policy_check}": {
    "GET": {"operation":"getPolicyCheck"},
  },
  "/policy-checks/{policy_check}/actions/override": {
    "GET": {"operation":"overridePolicy"},
  },
  "/policy-checks/{policy_check}/output": {
    "GET": {"operation":"getPolicyChecksLog","query":["clean","filter[*]"]},
  },
  "/policy-group-checks/{policy_group_check}/policy-check-results": {
    "GET": {"operation":"getPolicyGroupCheckResults","query":["query","format","include","page[number]","page[size]","sort","filter[*]"]},
  },
  "/policy-groups": {
    "POST": {"operation":"createPolicyGroup","query":["include","filter[*]"]},
    "GET": {"operation":"listPolicyGroups","query":["include","query","sort","page[number]","page[size]","filter[*]"]},
  },
  "/policy-groups/{policy_group}": {
    "DELETE": {"operation":"deletePolicyGroup"},
    "GET": {"operation":"getPolicyGroup","query":["include","filter[*]"]},
    "PATCH": {"operation":"updatePolicyGroup","query":["include","filter[*]"]},
  },
  "/policy-groups/{policy_group}/actions/resync": {
    "GET": {"operation":"resyncPolicyGroup"},
  },
  "/policy-groups/{policy_group}/pull-request-policy-check-results": {
    "GET": {"operation":"listPullRequestPolicyCheckResults","query":["commit_sha","query","format","page[number]","page[size]","sort","include","filter[*]"]},
  },
  "/policy-groups/{policy_group}/relationships/environments": {
    "POST": {"operation":"createPolicyGroupEnvironments"},
    "PATCH": {"operation":"updatePolicyGroupEnvironments"},
  },
  "/policy-groups/{policy_group}/relationships/environments/{environment}": {
    "DELETE": {"operation":"deletePolicyGroupEnvironments"},
  },
  "/provider-configuration-links/{provider_configuration_link}": {
    "DELETE": {"operation":"deleteProviderConfigurationWorkspaceLink"},
    "GET": {"operation":"getProviderConfigurationLink"},
    "PATCH": {"operation":"updateProviderConfigurationLink"},
  },
  "/provider-configuration-parameters/{provider_configuration_parameter}": {
    "DELETE": {"operation":"deleteProviderConfigurationParameter"},
    "GET": {"operation":"getProviderConfigurationParameter"},
    "PATCH": {"operation":"updateProviderConfigurationParameter"},
  },
  "/provider-configurations": {
    "POST": {"operation":"createProviderConfiguration"},
    "GET": {"operation":"listProviderConfigurations","query":["page[number]","page[size]","sort","include","filter[*]"]},
  },
  "/provider-configurations/{provider_configuration}": {
    "DELETE": {"operation":"deleteProviderConfiguration"},
    "GET": {"operation":"getProviderConfiguration","query":["include","filter[*]"]},
    "PATCH": {"operation":"updateProviderConfiguration"},
  },
  "/provider-configurations/{provider_configuration}/parameters": {
    "POST": {"operation":"createProviderConfigurationParameter"},
    "GET": {"operation":"listProviderConfigurationParameters","query":["page[number]","page[size]","filter[*]"]},
  },
  "/provider-configurations/{provider_configuration}/relationships/tags": {
    "POST": {"operation":"addProviderConfigurationTags"},
    "DELETE": {"operation":"deleteProviderConfigurationTags"},
    "GET": {"operation":"listProviderConfigurationTags","query":["page[number]","page[size]","filter[*]"]},
    "PATCH": {"operation":"replaceProviderConfigurationTags"},
  },
  "/provider-configurations/{provider_configuration}/workspaces-usage": {
    "GET": {"operation":"getProviderConfigurationWorkspaceUsage","query":["page[number]","page[size]","sort","filter[*]"]},
  },
  "/provider-versions": {
    "POST": {"operation":"createProviderVersion"},
    "GET": {"operation":"listProviderVersions","query":["query","page[number]","page[size]","sort","include","filter[*]"]},
  },
  "/provider-versions/{provider_version}": {
    "DELETE": {"operation":"deleteProviderVersion"},
    "GET": {"operation":"getProviderVersion","query":["include","filter[*]"]},
  },
  "/providers": {
    "POST": {"operation":"createProvider"},
    "GET": {"operation":"listProviders","query":["query","page[number]","page[size]","include","sort","filter[*]"]},
  },
  "/providers/{provider}": {
    "DELETE": {"operation":"deleteProvider"},
    "GET": {"operation":"getProvider","query":["include","filter[*]"]},
    "PATCH": {"operation":"updateProvider"},
  },
  "/reports/access-tokens": {
    "GET": {"operation":"listAccessTokenUsage","query":["format","page[number]","page[size]","query","sort","filter[*]"]},
  },
  "/reports/ai-usage": {
    "GET": {"operation":"listAiUsage","query":["page[number]","page[size]","query","sort","include","filter[*]"]},
  },
  "/reports/ai-usage/{ai_usage}": {
    "GET": {"operation":"getAiUsage","query":["include","filter[*]"]},
  },
  "/reports/billing": {
    "GET": {"operation":"listBillingUsage","query":["format","query","page[number]","page[size]","sort","filter[*]"]},
  },
  "/reports/environments/{environment}/drifted-workspaces": {
    "GET": {"operation":"listDriftedWorkspacesForEnvironment","query":["query","page[number]","page[size]","sort","format","filter[*]"]},
  },
  "/reports/module-namespaces": {
    "GET": {"operation":"listModuleUsageNamespaces","query":["query","page[number]","page[size]","sort","include","filter[*]"]},
  },
  "/reports/module-sources": {
    "GET": {"operation":"listTerraformModuleSources","query":["query","page[number]","page[size]","filter[*]"]},
  },
  "/reports/module-usage": {
    "GET": {"operation":"listTerraformModuleUsage","query":["query","page[number]","page[size]","format","sort","include","filter[*]"]},
  },
  "/reports/module-versions-usage": {
    "GET": {"operation":"listTerraformModuleVersionsUsage","query":["filter[*]"]},
  },
  "/reports/modules": {
    "GET": {"operation":"listTerraformModuleUsages","query":["query","page[number]","page[size]","format","sort","include","filter[*]"]},
  },
  "/reports/modules/{module_usage}": {
    "GET": {"operation":"getModuleUsage","query":["include","filter[*]"]},
  },
  "/reports/provider-sources": {
    "GET": {"operation":"listTerraformProviderSources","query":["query","filter[*]"]},
  },
  "/reports/provider-usage": {
    "GET": {"operation":"listTerraformProviderUsage","query":["query","page[number]","page[size]","format","sort","include","filter[*]"]},
  },
  "/reports/provider-versions-usage": {
    "GET": {"operation":"listTerraformProviderVersionsUsage","query":["query","filter[*]"]},
  },
  "/reports/providers": {
    "GET": {"operation":"listTerraformProviderUsages","query":["page[number]","page[size]","format","query","sort","filter[*]"]},
  },
  "/reports/providers/{provider_usage}": {
    "GET": {"operation":"getProviderUsage","query":["filter[*]"]},
  },
  "/reports/resource-providers": {
    "GET": {"operation":"listTerraformResourceProviders","query":["query","filter[*]"]},
  },
  "/reports/resource-usage": {
    "GET": {"operation":"listTerraformResourceInstancesUsage","query":["query","page[number]","page[size]","format","sort","include","filter[*]"]},
  },
  "/reports/resources": {
    "GET": {"operation":"listTerraformResourceUsages","query":["query","page[number]","page[size]","format","sort","filter[*]"]},
  },
  "/reports/resources/{resource_usage}": {
    "GET": {"operation":"getResourceUsage","query":["filter[*]"]},
  },
  "/reports/tf-versions-usage": {
    "GET": {"operation":"listTerraformVersionsUsage","query":["query","page[number]","page[size]","format","sort","include","filter[*]"]},
  },
  "/reports/tf-versions-usage-versions": {
    "GET": {"operation":"listTerraformVersionsUsageVersions","query":["query","page[number]","page[size]","filter[*]"]},
  },
  "/roles": {
    "POST": {"operation":"createRole","query":["include","filter[*]"]},
    "GET": {"operation":"getRoles","query":["page[number]","page[size]","include","query","sort","filter[*]"]},
  },
  "/roles/{role}": {
    "DELETE": {"operation":"deleteRole"},
    "GET": {"operation":"getRole","query":["include","filter[*]"]},
    "PATCH": {"operation":"updateRole","query":["include","filter[*]"]},
  },
  "/run-schedule-rules": {
    "POST": {"operation":"createRunScheduleRule"},
    "GET": {"operation":"listScheduleRules","query":["page[number]","page[size]","include","filter[*]"]},
  },
  "/run-schedule-rules/{run_schedule_rule}": {
    "DELETE": {"operation":"deleteRunScheduleRule"},
    "GET": {"operation":"getRunScheduleRule","query":["include","filter[*]"]},
    "PATCH": {"operation":"updateRunScheduleRule"},
  },
  "/run-triggers": {
    "POST": {"operation":"createRunTrigger"},
  },
  "/run-triggers/{run_trigger}": {
    "DELETE": {"operation":"deleteRunTrigger"},
    "GET": {"operation":"getRunTrigger","query":["include","filter[*]"]},
  },
  "/runs": {
    "POST": {"operation":"createRun","query":["vcs-task-id","filter[*]"]},
    "GET": {"operation":"getRuns","query":["page[number]","page[size]","include","query","scheduled","filter[*]"]},
  },
  "/runs-queue": {
    "GET": {"operation":"getRunsQueue","query":["page[number]","page[size]","include","query","scheduled","filter[*]"]},
  },
  "/runs/{run}": {
    "GET": {"operation":"getRun","query":["include","filter[*]"]},
  },
  "/runs/{run}/actions/apply": {
    "POST": {"operation":"confirmRun"},
  },
  "/runs/{run}/actions/cancel": {
    "POST": {"operation":"cancelRun"},
  },
  "/runs/{run}/actions/discard": {
    "POST": {"operation":"discardRun"},
  },
  "/runs/{run}/actions/force": {
    "POST": {"operation":"forceRun"},
  },
  "/runs/{run}/policy-checks": {
    "GET": {"operation":"listPolicyChecks"},
  },
  "/runs/{run}/policy-input": {
    "GET": {"operation":"downloadPolicyInput","query":["stage","filter[*]"]},
  },
  "/security-rules": {
    "GET": {"operation":"getSecurityRules"},
    "PATCH": {"operation":"updateSecurityRules"},
  },
  "/service-accounts": {
    "POST": {"operation":"createServiceAccount","query":["include","filter[*]"]},
    "GET": {"operation":"getServiceAccounts","query":["page[number]","page[size]","include","sort","query","filter[*]"]},
  },
  "/service-accounts/assume": {
    "POST": {"operation":"assumeServiceAccount"},
  },
  "/service-accounts/{service_account}": {
    "DELETE": {"operation":"deleteServiceAccount"},
    "GET": {"operation":"getServiceAccount","query":["include","filter[*]"]},
    "PATCH": {"operation":"updateServiceAccount","query":["include","filter[*]"]},
  },
  "/service-accounts/{service_account}/access-tokens": {
    "POST": {"operation":"createServiceAccountToken","query":["include","filter[*]"]},
    "GET": {"operation":"listServiceAccountAccessTokens","query":["page[number]","page[size]","sort","include","query","filter[*]"]},
  },
  "/service-accounts/{service_account}/assume-policies": {
    "POST": {"operation":"createAssumeServiceAccountPolicy","query":["include","filter[*]"]},
  },
  "/service-accounts/{service_account}/assume-policies/{assume_service_account_policy}": {
    "DELETE": {"operation":"deleteAssumeServiceAccountPolicy"},
    "GET": {"operation":"getAssumeServiceAccountPolicy","query":["include","filter[*]"]},
    "PATCH": {"operation":"updateAssumeServiceAccountPolicy","query":["include","filter[*]"]},
  },
  "/software-versions": {
    "GET": {"operation":"listSoftwareVersions","query":["query","page[number]","page[size]","sort","filter[*]"]},
  },
  "/software-versions/{software_version}": {
    "GET": {"operation":"getSoftwareVersion"},
  },
  "/ssh-keys": {
    "POST": {"operation":"createSshKey"},
    "GET": {"operation":"listSshKeys","query":["page[number]","page[size]","query","sort","filter[*]"]},
  },
  "/ssh-keys/{account_ssh_key}": {
    "DELETE": {"operation":"deleteSshKey"},
    "GET": {"operation":"getSshKey"},
    "PATCH": {"operation":"updateSshKey"},
  },
  "/state-versions": {
    "POST": {"operation":"createStateVersion"},
    "GET": {"operation":"listStateVersions","query":["page[number]","page[size]","sort","query","filter[*]"]},
  },
  "/state-versions/{state_version}": {
    "GET": {"operation":"getStateVersion"},
  },
  "/state-versions/{state_version}/download": {
    "GET": {"operation":"getStateVersionDownload"},
  },
  "/storage-profiles": {
    "POST": {"operation":"createStorageProfile"},
    "GET": {"operation":"listStorageProfiles","query":["page[number]","page[size]","query","sort","filter[*]"]},
  },
  "/storage-profiles/{storage_profile}": {
    "DELETE": {"operation":"deleteStorageProfile"},
    "GET": {"operation":"getStorageProfile"},
    "PATCH": {"operation":"updateStorageProfile"},
  },
  "/tags": {
    "POST": {"operation":"createTag"},
    "GET": {"operation":"listTags","query":["page[number]","page[size]","sort","query","filter[*]"]},
  },
  "/tags/{tag}": {
    "DELETE": {"operation":"deleteTag"},
    "GET": {"operation":"getTag"},
    "PATCH": {"operation":"updateTag"},
  },
  "/teams": {
    "POST": {"operation":"createTeam","query":["include","filter[*]"]},
    "GET": {"operation":"getTeams","query":["page[number]","page[size]","include","sort","query","filter[*]"]},
  },
  "/teams/{team}": {
    "DELETE": {"operation":"deleteTeam"},
    "GET": {"operation":"getTeam","query":["include","filter[*]"]},
    "PATCH": {"operation":"updateTeam","query":["include","filter[*]"]},
  },
  "/test-configurations/{test_configuration}/provider-configuration-links": {
    "POST": {"operation":"createModuleTestProviderConfigurationLink"},
    "GET": {"operation":"listModuleTestProviderConfigurationLinks","query":["page[number]","page[size]","include","filter[*]"]},
  },
  "/usage-statistics": {
    "GET": {"operation":"listUsageStatistics","query":["breakdown_by","total","filter[*]"]},
  },
  "/users": {
    "POST": {"operation":"createUser","query":["include","filter[*]"]},
    "GET": {"operation":"getUsers","query":["page[number]","page[size]","include","sort","query","access_query","filter[*]"]},
  },
  "/users/{user}": {
    "DELETE": {"operation":"deleteUser"},
    "GET": {"operation":"getUser","query":["include","filter[*]"]},
    "PATCH": {"operation":"updateUser","query":["include","filter[*]"]},
  },
  "/var-set-variables": {
    "POST": {"operation":"createVarSetVariable","query":["include","filter[*]"]},
    "GET": {"operation":"listVarSetVariables","query":["page[number]","page[size]","sort","include","filter[*]"]},
  },
  "/var-set-variables/{vs_var}": {
    "DELETE": {"operation":"deleteVarSetVariable"},
    "GET": {"operation":"getVarSetVariable","query":["include","filter[*]"]},
    "PATCH": {"operation":"updateVarSetVariable","query":["include","filter[*]"]},
  },
  "/var-sets": {
    "POST": {"operation":"createVarSet","query":["include","filter[*]"]},
    "GET": {"operation":"listVarSets","query":["page[number]","page[size]","sort","query","include","filter[*]"]},
  },
  "/var-sets/{var_set}": {
    "DELETE": {"operation":"deleteVarSet"},
    "GET": {"operation":"getVarSet","query":["include","filter[*]"]},
    "PATCH": {"operation":"updateVarSet","query":["include","filter[*]"]},
  },
  "/vars": {
    "POST": {"operation":"createVariable","query":["force","include","filter[*]"]},
    "GET": {"operation":"getVariables","query":["page[number]","page[size]","include","sort","filter[*]"]},
  },
  "/vars/{var}": {
    "DELETE": {"operation":"deleteVariable"},
    "GET": {"operation":"getVariable","query":["include","filter[*]"]},
    "PATCH": {"operation":"updateVariable","query":["force","include","filter[*]"]},
  },
  "/vcs-providers": {
    "POST": {"operation":"createVcsProvider"},
    "GET": {"operation":"listVcsProviders","query":["query","page[number]","page[size]","sort","include","filter[*]"]},
  },
  "/vcs-providers/{vcs_provider}": {
    "DELETE": {"operation":"deleteVcsProvider"},
    "GET": {"operation":"getVcsProvider","query":["include","filter[*]"]},
    "PATCH": {"operation":"updateVcsProvider"},
  },
  "/vcs-tasks": {
    "POST": {"operation":"createVcsTask"},
  },
  "/workload-identity-providers": {
    "POST": {"operation":"createWorkloadIdentityProvider"},
    "GET": {"operation":"listWorkloadIdentityProviders","query":["page[number]","page[size]","sort","query","filter[*]"]},
  },
  "/workload-identity-providers/{workload_identity_provider}": {
    "DELETE": {"operation":"deleteWorkloadIdentityProvider"},
    "GET": {"operation":"getWorkloadIdentityProvider"},
    "PATCH": {"operation":"updateWorkloadIdentityProvider"},
  },
  "/workspaces": {
    "POST": {"operation":"createWorkspace"},
    "GET": {"operation":"getWorkspaces","query":["page[number]","page[size]","query","sort[favorite-first]","include","sort","filter[*]"]},
  },
  "/workspaces/{workspace}": {
    "DELETE": {"operation":"deleteWorkspace"},
    "GET": {"operation":"getWorkspace","query":["include","filter[*]"]},
    "PATCH": {"operation":"updateWorkspace"},
  },
  "/workspaces/{workspace}/actions/favorite": {
    "GET": {"operation":"addWorkspaceToFavorites"},
  },
  "/workspaces/{workspace}/actions/lock": {
    "POST": {"operation":"lockWorkspace"},
  },
  "/workspaces/{workspace}/actions/resync": {
    "GET": {"operation":"resyncWorkspace"},
  },
  "/workspaces/{workspace}/actions/set-schedule": {
    "POST": {"operation":"setSchedule"},
  },
  "/workspaces/{workspace}/actions/unfavorite": {
    "GET": {"operation":"removeWorkspaceFromFavorites"},
  },
  "/workspaces/{workspace}/actions/unlock": {
    "GET": {"operation":"unlockWorkspace"},
  },
  "/workspaces/{workspace}/current-state-version": {
    "GET": {"operation":"getCurrentStateVersion"},
  },
  "/workspaces/{workspace}/outputs": {
    "GET": {"operation":"getWorkspaceOutputs"},
  },
  "/workspaces/{workspace}/provider-configuration-links": {
    "POST": {"operation":"createProviderConfigurationLink"},
    "GET": {"operation":"listProviderConfigurationLinks","query":["page[number]","page[size]","sort","include","filter[*]"]},
  },
  "/workspaces/{workspace}/relationships/remote-state-consumers": {
    "POST": {"operation":"addRemoteStateConsumers"},
    "DELETE": {"operation":"deleteRemoteStateConsumers"},
    "GET": {"operation":"listRemoteStateConsumers","query":["page[number]","page[size]","filter[*]"]},
    "PATCH": {"operation":"replaceRemoteStateConsumers"},
  },
  "/workspaces/{workspace}/relationships/tags": {
    "POST": {"operation":"addWorkspaceTags"},
    "DELETE": {"operation":"deleteWorkspaceTags"},
    "GET": {"operation":"listWorkspaceTags","query":["page[number]","page[size]","filter[*]"]},
    "PATCH": {"operation":"replaceWorkspaceTags"},
  },
  "/workspaces/{workspace}/relationships/var-sets": {
    "POST": {"operation":"addWorkspaceVariableSets"},
    "DELETE": {"operation":"deleteWorkspaceVariableSets"},
    "GET": {"operation":"listWorkspaceVariableSets","query":["page[number]","page[size]","filter[*]"]},
    "PATCH": {"operation":"replaceWorkspaceVariableSets"},
  },
  "/workspaces/{workspace}/ssh-key-links": {
    "POST": {"operation":"createWorkspaceSshKeyLink"},
    "DELETE": {"operation":"deleteWorkspaceSshKeyLink"},
  },
};

export const FILTERS: Contract["filters"] = {
  "access_policy": ["environment","account","workspace","user","service-account","team"],
  "account_user": ["account","user"],
  "agent_pool": ["account","environment","name","agent-pool","vcs-enabled"],
  "assume_service_account_policy": ["assume-service-account-policy","service-account","workload-identity-provider","name"],
  "environment": ["environment","account","name","tag"],
  "environment_hook": ["environment","events"],
  "event_bridge_integration": ["name"],
  "hook": ["hook","name"],
  "infracost_integration": ["infracost-integration","name"],
  "module": ["name","status","source","provider","account","environment","module-namespace"],
  "module_namespace": ["name","environment"],
  "module_version": ["module","status","version"],
  "policy_group": ["account","environment","name","policy-group"],
  "provider_configuration": ["provider-configuration","provider-name","name","account","tag"],
  "provider_configuration_link": [],
  "provider_configuration_parameter": [],
  "role": ["account","name","role"],
  "run": [],
  "run_schedule_rule": ["workspace"],
  "service_account": ["account","email","service-account"],
  "slack_integration": ["account"],
  "ssh_key": ["name","account"],
  "storage_profile": ["storage-profile","name","default"],
  "tag": ["tag","account","name"],
  "team": ["team","name","account","identity-provider"],
  "user": ["user","email","identity-provider"],
  "variable": ["var","key","category","workspace","environment","account"],
  "vcs_provider": ["vcs-provider","vcs-type","environment","account","agent-pool"],
  "webhook_integration": ["enabled","event","environment","account"],
  "workload_identity_providers": ["workload-identity-provider","name","url"],
  "workspace": ["workspace","account","environment","name","tag","agent-pool"],
};
