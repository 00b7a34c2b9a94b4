{{/* Labels of every object. Takes (dict "root" $ "component" NAME). */}}
{{- define "deadlockwatch.labels" -}}
app.kubernetes.io/name: deadlockwatch
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/version: {{ .root.Chart.AppVersion | replace "+" "_" | quote }}
app.kubernetes.io/component: {{ .component }}
app.kubernetes.io/part-of: deadlockwatch
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .root.Chart.Name .root.Chart.Version | replace "+" "_" }}
{{- with .root.Values.extraLabels }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{/* What Services and Deployments select by; never changes between versions. */}}
{{- define "deadlockwatch.selector" -}}
app.kubernetes.io/name: deadlockwatch
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .component }}
{{- end }}

{{/* Takes (dict "root" $ "image" IMAGE). */}}
{{- define "deadlockwatch.image" -}}
{{- if .image.digest }}{{ .image.repository }}@{{ .image.digest }}{{ else }}{{ .image.repository }}:{{ default .root.Chart.AppVersion .image.tag }}{{ end }}
{{- end }}

{{/* Annotations of every pod: outside every mesh, unless the values say so. */}}
{{- define "deadlockwatch.podAnnotations" -}}
{{- toYaml (merge (dict) (.Values.podAnnotations | default dict) (dict "sidecar.istio.io/inject" "false" "linkerd.io/inject" "disabled")) }}
{{- end }}

{{- define "deadlockwatch.podSecurity" -}}
runAsNonRoot: true
runAsUser: 65532
runAsGroup: 65532
fsGroup: 65532
seccompProfile: {type: RuntimeDefault}
{{- end }}

{{- define "deadlockwatch.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities: {drop: [ALL]}
{{- end }}
