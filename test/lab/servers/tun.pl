#!/usr/bin/perl
# What a tun device hands over: held back and handed in again (a long line), or carried over UDP to another place (a tunnel).
# Perl, since it is on every Debian and can attach to the device, which Node cannot.
# Usage: tun.pl delay DEVICE MILLISECONDS
#        tun.pl carry DEVICE OWN-ADDRESS OWN-PORT [PEER-ADDRESS PEER-PORT]   (without a peer: answers whoever sent last)
use strict;
use warnings;
use Socket;
use IO::Select;
use Time::HiRes qw(time);

use constant { TUNSETIFF => 0x400454ca, IFF_TUN_NO_PI => 0x1001, LONGEST => 65_535 };

my ($mode, $device, @rest) = @ARGV;
open(my $tun, '+<', '/dev/net/tun') or die "/dev/net/tun: $!";
ioctl($tun, TUNSETIFF, my $request = pack('a16 s x22', $device, IFF_TUN_NO_PI)) or die "$device: $!";
binmode $tun;

sub delay {
    my ($seconds) = $_[0] / 1000;
    my ($select, @held) = (IO::Select->new($tun));
    while (1) {
        my $wait = @held ? $held[0][0] - time() : 3600;
        if ($select->can_read($wait > 0 ? $wait : 0)) {
            sysread($tun, my $packet, LONGEST) or die "$device: $!";
            push @held, [time() + $seconds, $packet];
        }
        while (@held && $held[0][0] <= time()) { syswrite($tun, (shift @held)->[1]) }
    }
}

sub carry {
    my ($own, $port, $peer_address, $peer_port) = @_;
    socket(my $line, PF_INET, SOCK_DGRAM, 0) or die "socket: $!";
    bind($line, pack_sockaddr_in($port, inet_aton($own))) or die "port $port: $!";
    my $peer = defined $peer_address ? pack_sockaddr_in($peer_port, inet_aton($peer_address)) : undef;
    my $select = IO::Select->new($tun, $line);
    while (1) {
        for my $ready ($select->can_read()) {
            if ($ready == $tun) {
                sysread($tun, my $packet, LONGEST) or die "$device: $!";
                send($line, $packet, 0, $peer) if defined $peer;
            } else {
                my $from = recv($line, my $packet, LONGEST, 0);
                $peer = $from if defined $from && !defined $peer_address;
                syswrite($tun, $packet) if defined $from;
            }
        }
    }
}

$mode eq 'delay' ? delay(@rest) : carry(@rest);
