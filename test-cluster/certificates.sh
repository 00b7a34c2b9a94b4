# shellcheck shell=bash
# The cluster's certificates and kubeconfigs; sourced by up.sh.

# certificate NAME SUBJECT [EXTENSION...]: a key and a certificate, signed by the cluster's authority once there is one.
certificate() {
  local pki=$STATE/pki signer=() extensions=() extension
  [ ! -f "$pki/ca.crt" ] || signer=(-CA "$pki/ca.crt" -CAkey "$pki/ca.key")
  for extension in "${@:3}"; do extensions+=(-addext "$extension"); done
  openssl req -x509 -days 365 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -noenc -keyout "$pki/$1.key" -out "$pki/$1.crt" \
    -subj "$2" -config <(printf '[req]\ndistinguished_name=name\n[name]\n') "${signer[@]}" "${extensions[@]}" 2>"$STATE/log/openssl.log" ||
    fail "openssl could not make the certificate $1: $(cat "$STATE/log/openssl.log")"
}

certificates() {
  local client=extendedKeyUsage=clientAuth server=extendedKeyUsage=serverAuth both=extendedKeyUsage=clientAuth,serverAuth
  local service=kubernetes.default.svc
  certificate ca /CN=deadlockwatch-test-cluster basicConstraints=critical,CA:TRUE keyUsage=critical,keyCertSign
  certificate apiserver /CN=kube-apiserver $server \
    "subjectAltName=DNS:localhost,DNS:kubernetes,DNS:${service%.svc},DNS:$service,DNS:$service.cluster.local,IP:127.0.0.1,IP:$NODE_IP,IP:10.96.0.1"
  certificate admin /O=system:masters/CN=admin $client
  certificate kube-controller-manager /CN=system:kube-controller-manager $client
  openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -quiet -out "$STATE/pki/tokens.key"
  openssl pkey -in "$STATE/pki/tokens.key" -pubout -out "$STATE/pki/tokens.pub"
  [ "$LEVEL" = full ] || return 0
  certificate kubelet /O=system:nodes/CN=system:node:node1 $both "subjectAltName=DNS:node1,IP:$NODE_IP"
  certificate kube-scheduler /CN=system:kube-scheduler $client
  certificate kube-proxy /CN=system:kube-proxy $client
}

# kubeconfig FILE CERTIFICATE SERVER: holds everything, so that it can be copied elsewhere.
kubeconfig() {
  local pki=$STATE/pki
  cat >"$1" <<YAML
apiVersion: v1
kind: Config
current-context: deadlockwatch
contexts: [{name: deadlockwatch, context: {cluster: deadlockwatch, user: $2}}]
clusters:
- name: deadlockwatch
  cluster: {server: "$3", certificate-authority-data: $(base64 -w0 "$pki/ca.crt")}
users:
- name: $2
  user: {client-certificate-data: $(base64 -w0 "$pki/$2.crt"), client-key-data: $(base64 -w0 "$pki/$2.key")}
YAML
}
