#!/usr/bin/perl
# What a tun device hands over: held back and handed in again (a long line), or carried over UDP to another place (a tunnel).
# Perl, since it is on every Debian and can attach to the device, which Node cannot.
# Usage: tun.pl delay DEVICE MILLISECONDS
#        tun.pl cut DEVICE NAME    (resets https connections in whose bytes the name stands: a filter by SNI)
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

# Ones' complement sum (RFC 1071).
sub checksum {
    my ($bytes) = @_;
    my $sum = unpack('%32n*', length($bytes) % 2 ? "$bytes\0" : $bytes);
    $sum = ($sum & 0xffff) + ($sum >> 16) while $sum >> 16;
    return ~$sum & 0xffff;
}

# The reset that ends a connection for who sent this packet, as if its other end had sent it; nothing when it is not TCP to 443.
sub reset_for {
    my ($packet) = @_;
    my $six = (unpack('C', $packet) >> 4) == 6;
    my $start = $six ? 40 : (unpack('C', $packet) & 15) * 4;
    return unless unpack('x' . ($six ? 6 : 9) . 'C', $packet) == 6;
    my ($from, $to) = unpack($six ? 'x8 a16 a16' : 'x12 a4 a4', $packet);
    my ($sport, $dport, $seq, $ack, $offset) = unpack("x$start n n N N C", $packet);
    return unless $dport == 443;
    my $length = length($packet) - $start - ($offset >> 4) * 4;
    my $tcp = pack('n n N N C C n n n', $dport, $sport, $ack, $seq + $length, 0x50, 0x14, 0, 0, 0);
    my $pseudo = $six ? pack('a16 a16 N x3 C', $to, $from, 20, 6) : pack('a4 a4 x C n', $to, $from, 6, 20);
    substr($tcp, 16, 2) = pack('n', checksum($pseudo . $tcp));
    return pack('N n C C a16 a16', 0x6000_0000, 20, 6, 64, $to, $from) . $tcp if $six;
    my $ip = pack('C C n n n C C n a4 a4', 0x45, 0, 40, 0, 0, 64, 6, 0, $to, $from);
    substr($ip, 10, 2) = pack('n', checksum($ip));
    return $ip . $tcp;
}

sub cut {
    my ($name) = @_;
    while (1) {
        sysread($tun, my $packet, LONGEST) or die "$device: $!";
        my $reset = index($packet, $name) >= 0 ? reset_for($packet) : undef;
        syswrite($tun, defined $reset ? $reset : $packet);
    }
}

my %modes = (delay => \&delay, carry => \&carry, cut => \&cut);
$modes{$mode}->(@rest);
