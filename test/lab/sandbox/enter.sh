#!/bin/bash
# Process 1 of the sandbox: gives it a /run, an /etc/netns and a /dev/shm of its own, runs the worker, reaps orphans.
# When this process dies the kernel ends everything in the sandbox: daemons, namespaces and mounts leave no trace.
set -eu
export PATH=$PATH:/usr/sbin:/sbin
mount -t tmpfs -o mode=755 lab /run
mkdir -p /run/netns /run/sshd /run/overlay/upper /run/overlay/work /run/lab
mount -t overlay -o lowerdir=/etc,upperdir=/run/overlay/upper,workdir=/run/overlay/work lab /etc
mkdir -p /etc/netns
mount -t tmpfs -o mode=755 lab /etc/netns
mount -t tmpfs lab /dev/shm   # libfaketime leaves files there when it is killed
ip link set lo up
code=0
"$@" || code=$?
exit "$code"
