package io.wardtap.protocol.http;

import io.wardtap.protocol.bytes.KnownWords;

/// Words of paths that say what a service is and nobody's name: those of standards (FHIR, DICOMweb,
/// OAuth 2.0, UPnP), of well-known servers, and everyday ones of applications. Whatever is not here
/// is not shown.
final class PathWords {
    static final KnownWords ALL =
            new KnownWords(
                    """
                    fhir fhir-server fhir-api FHIR r2 r3 r4 r4b r5 R2 R3 R4 R4B R5 baseR4 baseR5
                    baseDstu2 baseDstu3 hapi-fhir-jpaserver _history _search metadata Bulk bulk
                    .well-known smart-configuration openid-configuration jwks.json oauth2 oauth
                    authorize token introspect revoke register userinfo login logout signin signout
                    auth session sessions sso saml saml2 callback adfs
                    dicom-web dicomweb dicom dcm4chee-arc aets rs wado wado-rs wado-uri qido qido-rs
                    stow stow-rs studies series instances frames bulkdata rendered thumbnail
                    workitems workitem state cancelrequest subscribers conformance patients
                    modalities peers tools find lookup queries answers content store move echo
                    orthanc system statistics changes exports jobs plugins file tags simplified-tags
                    shared-tags archive media preview image-uint8 image-uint16 pdf viewer ohif
                    osimis-viewer app explorer weasis
                    xds xdsregistry xdsrepository registry repository iti pix pdq pixpdq xca hl7
                    mirth openmrs ws soap services service DocumentRegistry DocumentRepository
                    DocumentRegistry_Service DocumentRepository_Service PIXManager PDSupplier
                    XDSRegistry XDSRepository
                    api rest graphql v1 v2 v3 v4 admin console dashboard home index main default
                    root public private static assets images image img css js fonts icons media
                    files download downloads upload uploads update updates firmware config
                    configuration settings setup status health healthz readyz livez ready live
                    metrics info version versions ping test debug log logs event events alarm alarms
                    notification notifications message messages mail device devices monitor
                    monitors pump pumps sensor sensors printer printers user users account accounts
                    profile password group groups role roles search query queries list lists report
                    reports result results order orders lab labs document documents record records
                    patient encounter observation schedule calendar task tasks job queue worker data
                    db database backup restore export import sync batch stream streams socket
                    websocket ws wss socket.io chat rpc jsonrpc xmlrpc cgi-bin scripts wp-admin
                    wp-content wp-login wp-json favicon.ico robots.txt sitemap.xml index.html
                    index.htm index.php index.jsp index.asp default.aspx manifest.json
                    onvif upnp description.xml control eventing ipp rootDesc.xml eSCL WSDAPI
                    StableWSDiscoveryEndpoint wsman winrm autodiscover EWS owa ocsp crl pki certsrv
                    msdownload windowsupdate software package packages repo repos pool dists debian
                    ubuntu centos el7 x86_64 amd64 releases release latest stable node npm pypi
                    simple maven2 docker blobs manifests tags
                    prometheus grafana alertmanager elastic kibana _bulk _doc _count _cluster
                    nodes node jolokia actuator swagger swagger-ui openapi.json docs doc help about
                    generate_204 connecttest.txt ncsi.txt success.txt fwlink
                    """);

    /// Extensions of file names.
    static final KnownWords EXTENSIONS =
            new KnownWords(
                    "html htm php asp aspx jsp do action cgi js css json xml txt csv log pdf zip gz"
                        + " tar tgz bz2 xz exe msi dll cab msu iso img bin hex fw dcm jpg jpeg png"
                        + " gif svg ico webp bmp tif tiff mp4 mpg avi mp3 wav woff woff2 ttf eot"
                        + " map wsdl xsd hl7 ccd cda ndjson deb rpm jar war whl apk crl cer crt pem"
                        + " p7b p12 sh ps1 bat py pl rb swf docx xlsx doc xls pptx rtf");

    /// Operations of FHIR and of its implementation guides, by their names.
    static final KnownWords OPERATIONS =
            new KnownWords(
                    "$export $import $everything $match $validate $expand $lookup $translate"
                            + " $subsumes $meta $meta-add $meta-delete $process-message $document"
                            + " $lastn $stats $convert $graphql $validate-code $closure $merge"
                            + " $bulk-publish $viewdefinition-run $evaluate-measure $submit-data"
                            + " $data-requirements $apply $populate $find-matches $expunge $reindex"
                            + " $export-poll-status $member-match $docref $questionnaire-package"
                            + " $versions $diff $snapshot $transform $conforms $current-canonical"
                            + " $add $remove $filter $find $ips $summary");

    private PathWords() {}
}
