{{/*
The rules of files/rules with what the values say about them. The file is read and not rendered: Prometheus' own templates in it stay as they are.
*/}}
{{- define "deadlockwatch.rules" -}}
{{- $alerts := .Values.monitoring.alerts }}
{{- $file := .Files.Get "files/rules/deadlockwatch.yaml" | fromYaml }}
{{- $known := list }}
{{- $groups := list }}
{{- range $group := $file.groups }}
{{- $rules := list }}
{{- range $rule := $group.rules }}
{{- $change := dict }}
{{- if $rule.alert }}
{{- $known = append $known $rule.alert }}
{{- $change = default dict (get ($alerts.rules | default dict) $rule.alert) }}
{{- $annotations := set $rule.annotations "runbook_url" (printf $alerts.runbookUrl $rule.alert) }}
{{- if $alerts.dashboardUrl }}
{{- $_ := set $annotations "dashboard_url" (printf $alerts.dashboardUrl $annotations.dashboard_url) }}
{{- else }}
{{- $_ := unset $annotations "dashboard_url" }}
{{- end }}
{{- with $change.for }}{{- $_ := set $rule "for" . }}{{- end }}
{{- with $change.severity }}{{- $_ := set $rule.labels "severity" . }}{{- end }}
{{- $_ := set $rule "labels" (merge dict (default dict $change.labels) $rule.labels ($alerts.alertLabels | default dict)) }}
{{- end }}
{{- if ne (toString $change.enabled) "false" }}
{{- $rules = append $rules $rule }}
{{- end }}
{{- end }}
{{- $groups = append $groups (dict "name" $group.name "rules" $rules) }}
{{- end }}
{{- range $name, $_ := $alerts.rules }}
{{- if not (has $name $known) }}
{{- fail (printf "monitoring.alerts.rules.%s: there is no such alert; there are %s" $name (join ", " $known)) }}
{{- end }}
{{- end }}
{{- toYaml (dict "groups" $groups) }}
{{- end }}
